import type { Page } from 'playwright-core';

/** When things came about in the page, milliseconds of its `performance.now()`; 0 = did not. */
export interface Reaction {
  /** The last key, as the browser got it. */
  key: number;
  /** The first event about a sale. */
  sale: number;
  /** What was awaited stands in the document. */
  shown: number;
  /** The page's own thread has drawn a frame with it: what the screen adds is not in it. */
  painted: number;
}
interface Probe {
  reaction: Promise<Reaction>;
  expect(selector: string, text: string): void;
}
declare const probe: Probe;

/** Runs in the page before the page's own code. */
export function installProbe(): void {
  const at = { key: 0, sale: 0 };
  let awaited: { selector: string; text: string; done: (reaction: Reaction) => void } | undefined;
  const look = () => {
    const found = awaited && document.querySelector(awaited.selector);
    if (!awaited || !found) return;
    const said = found instanceof HTMLInputElement ? found.value : (found.textContent ?? '');
    if (!said.includes(awaited.text)) return;
    const shown = performance.now();
    const { done } = awaited;
    awaited = undefined;
    requestAnimationFrame(() => {
      // The next task after a frame's callbacks comes once that frame is drawn.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        done({ ...at, shown, painted: performance.now() });
      };
      port2.postMessage('');
    });
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  addEventListener('input', look);
  addEventListener(
    'keydown',
    (event) => {
      at.key = event.timeStamp;
    },
    true,
  );
  window.EventSource = class extends EventSource {
    constructor(url: string | URL) {
      super(url);
      this.addEventListener('sale', () => {
        at.sale ||= performance.now();
      });
    }
  };
  const own: Probe = {
    reaction: new Promise(() => {}),
    expect: (selector, text) => {
      at.key = at.sale = 0;
      own.reaction = new Promise((done) => {
        awaited = { selector, text, done };
      });
      look();
    },
  };
  Object.assign(window, { probe: own });
}

/** Does something and waits until the page has painted `text` within `selector`. */
export async function react(page: Page, does: () => Promise<unknown>, selector: string, text = ''): Promise<Reaction> {
  await page.evaluate(([where = '', what = '']) => probe.expect(where, what), [selector, text]);
  await does();
  return page.evaluate(() => probe.reaction);
}
