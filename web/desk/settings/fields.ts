import type { SectionDraft } from './use-section.ts';

/** The fields of a section that has been read, as its forms work with them. */
export interface Fields<T> extends Pick<SectionDraft<T>, 'set' | 'setAll' | 'refusalAt'> {
  /** With what was typed and isn't saved. */
  value: T;
  saved: T;
}

/** The section's fields once it is read. */
export function fieldsOf<T>({ value, saved, set, setAll, refusalAt }: SectionDraft<T>): Fields<T> | undefined {
  return value === undefined || saved === undefined ? undefined : { value, saved, set, setAll, refusalAt };
}
