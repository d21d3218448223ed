import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Bench, press } from './till-bench.ts';
import { tillSuite } from './till-suite.ts';

let bench: Bench;
let page: Page;

tillSuite(async (own, context) => {
  bench = own;
  // Beside playing, each tone is written down.
  await context.addInitScript(() => {
    const heard: { hertz: number; context: BaseAudioContext }[] = [];
    class Heard extends AudioContext {
      override createOscillator(): OscillatorNode {
        const tone = super.createOscillator();
        const start = tone.start.bind(tone);
        tone.start = (when) => {
          heard.push({ hertz: tone.frequency.value, context: this });
          start(when);
        };
        return tone;
      }
    }
    window.AudioContext = Heard;
    Object.assign(globalThis, { heard });
  });
  page = await bench.open(context);
});

type Heard = { heard: { hertz: number; context: BaseAudioContext }[] };
const tones = () => page.evaluate(() => (globalThis as unknown as Heard).heard.map(({ hertz }) => hertz));
const plays = () => page.evaluate(() => (globalThis as unknown as Heard).heard.at(-1)?.context.state);
const sold = async (contact?: string) => {
  const id = await bench.sell(contact === undefined ? {} : { customerContact: contact });
  await page.getByRole('button', { name: 'Печатать' }).waitFor();
  await press(page, 'Enter');
  return id;
};

test('a receipt sounds with two rising tones, a refused one with a low tone', async () => {
  await bench.ended(await sold(), 'fiscalised');
  await expect.poll(tones).toEqual([880, 1_320]);
  await expect.poll(plays).toBe('running');
  await page.getByText('Готова к продаже').waitFor();
  await bench.fault('contact-refused');
  await bench.ended(await sold('a@example.ru'), 'failed');
  await expect.poll(tones).toEqual([880, 1_320, 220]);
});

test('a sound that is switched off stays off', async () => {
  await page.getByRole('button', { name: 'Настройки кассы' }).click();
  await page.getByLabel('Звук').uncheck();
  await page.reload();
  await page.getByText('Готова к продаже').waitFor();
  await bench.ended(await sold(), 'fiscalised');
  await page.getByText('Готова к продаже').waitFor();
  await bench.fault('contact-refused');
  await bench.ended(await sold('a@example.ru'), 'failed');
  await page.getByRole('heading', { name: 'Чек не пробит' }).waitFor();
  expect(await tones()).toEqual([]);
});
