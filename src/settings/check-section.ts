import { Compile, type Validator } from 'typebox/compile';
import { refusal } from '../texts/schema.ts';
import { type SectionName, sections } from './sections.ts';

const validators = new Map<SectionName, Validator>();

/** Throws the `Problem` of the first wrong field of a whole section; returns nothing if all fits. */
export function checkSection(section: SectionName, value: unknown): void {
  const validator = validators.get(section) ?? (Compile(sections[section]) as unknown as Validator);
  validators.set(section, validator);
  const problem = refusal(validator, value, section);
  if (problem) throw problem;
}
