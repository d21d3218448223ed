import type { SmsPreviewView } from '../../../../../src/server/api.ts';
import { say } from '../../../say.ts';

export type Variable = SmsPreviewView['variables'][number];

/** Variables whose name or meaning goes on as typed, those whose name begins so first. */
export function matching(variables: readonly Variable[], typed: string): Variable[] {
  const wanted = typed.toLowerCase();
  const starts = (text: string) => text.toLowerCase().startsWith(wanted);
  const rank = ({ name, others, title }: Variable): number => {
    if (starts(name)) return 0;
    if (others.some(starts)) return 1;
    return title.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return variables.filter((one) => rank(one) < 3).sort((one, other) => rank(one) - rank(other));
}

interface Props {
  id: string;
  options: readonly Variable[];
  chosen: number;
  /** Where the caret stands in the field, pixels. */
  at: { left: number; top: number };
  onChoose(variable: Variable): void;
}

/** The list under the caret while a placeholder is typed. The focus stays in the text. */
export function Completion({ id, options, chosen, at, onChoose }: Props) {
  return (
    <div id={id} role="listbox" aria-label={say('smsTemplatePage.completion')} className="completion" style={at}>
      {options.map((option, index) => (
        // The text keeps the focus and its keys; a pointer is the other way to choose.
        <div
          key={option.name}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          ref={index === chosen ? intoView : undefined}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(option);
          }}
        >
          <code>{option.name}</code>
          <span>{option.title}</span>
        </div>
      ))}
    </div>
  );
}

const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });
