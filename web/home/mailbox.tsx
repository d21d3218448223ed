import { useEffect, useState } from 'react';
import type { LetterContentView, LetterView } from '../../src/server/api.ts';
import { call, language } from '../parts/api.ts';
import { words } from '../parts/words.ts';

const views = ['letter', 'text', 'files', 'source'] as const;

/** The built-in mailbox: the letters on the left, the open one as a mail program shows it. */
export function Mailbox(props: { letters: LetterView[]; open: string | undefined; onOpen: (id: string) => void }) {
  const { letters, open, onOpen } = props;
  const shown = letters.find((letter) => letter.id === open);
  return (
    <section className="mailbox" aria-labelledby="mailbox-heading">
      <h2 id="mailbox-heading">{words('mailbox')}</h2>
      {letters.length === 0 && <p className="empty">{words('mailboxEmpty')}</p>}
      <ul className="letters">
        {letters.slice(0, 30).map((letter) => (
          <li key={letter.id}>
            <button type="button" aria-pressed={letter.id === open} onClick={() => onOpen(letter.id)}>
              <b>{letter.subject}</b>
              <span>
                {letter.to} · {new Date(letter.at).toLocaleTimeString(language)}
                {letter.attachments > 0 && ` · 📎${letter.attachments}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown && <OpenLetter key={shown.id} letter={shown} />}
    </section>
  );
}

function OpenLetter({ letter }: { letter: LetterView }) {
  const [content, setContent] = useState<LetterContentView>();
  const [view, setView] = useState<(typeof views)[number]>('letter');
  useEffect(() => {
    call<LetterContentView>('GET', `/demo/letters/${letter.id}`).then(setContent, () => setContent(undefined));
  }, [letter.id]);
  return (
    <article className="letter">
      <dl>
        <dt>{words('from')}</dt>
        <dd>{letter.from}</dd>
        <dt>{words('to')}</dt>
        <dd>{letter.to}</dd>
        <dt>{words('subject')}</dt>
        <dd>{letter.subject}</dd>
      </dl>
      <div className="views" role="tablist">
        {views.map((one) => (
          <button key={one} type="button" role="tab" aria-selected={view === one} onClick={() => setView(one)}>
            {words(`view.${one}`)}
            {one === 'files' && content ? ` (${content.files.length})` : ''}
          </button>
        ))}
      </div>
      {content && <View content={content} view={view} />}
    </article>
  );
}

function View({ content, view }: { content: LetterContentView; view: (typeof views)[number] }) {
  if (view === 'text') return <Plain name={words('view.text')} text={content.text} />;
  if (view === 'source') return <Plain name={words('view.source')} text={content.source} />;
  if (view === 'files')
    return (
      <div className="files">
        {content.files.length === 0 && <p>{words('noFiles')}</p>}
        {content.files.map((file) => (
          <div key={file.url}>
            <p>
              <a href={file.url} download={file.name}>
                {file.name}
              </a>{' '}
              · {Math.ceil(file.size / 1024)} {words('kilobytes')}
            </p>
            {file.contentType === 'application/pdf' && <iframe title={file.name} src={file.url} />}
          </div>
        ))}
      </div>
    );
  if (!content.hasHtml) return <Plain name={words('view.text')} text={content.text} />;
  return (
    <iframe title={content.subject} sandbox="allow-same-origin" src={`/api/v1/demo/letters/${content.id}/body.html`} />
  );
}

/** Text that scrolls, so it can be reached by the keyboard. */
function Plain({ name, text }: { name: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be focusable (WCAG 2.1.1).
    <section className="plain" aria-label={name} tabIndex={0}>
      <pre>{text}</pre>
    </section>
  );
}
