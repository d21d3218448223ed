import { say } from '../../../say.ts';
import type { Variable } from './completion.tsx';

/** All that can be inserted: by a click, with the keyboard, or dragged into the text. */
export function Chips({ variables, onInsert }: { variables: readonly Variable[]; onInsert(text: string): void }) {
  return (
    <ul className="template-chips" aria-label={say('smsTemplatePage.variables')}>
      {variables.map(({ name, title, value }) => {
        const text = `{{ ${name} }}`;
        const label =
          value === ''
            ? say('smsTemplatePage.insertEmpty', { name, title })
            : say('smsTemplatePage.insert', { name, title, value });
        return (
          <li key={name}>
            <button
              type="button"
              draggable
              title={value === '' ? title : `${title}: ${value}`}
              aria-label={label}
              onDragStart={({ dataTransfer }) => {
                dataTransfer.setData('text/plain', text);
                dataTransfer.effectAllowed = 'copy';
              }}
              onClick={() => onInsert(text)}
            >
              {name}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
