// `npm run pictures`: makes docs/pictures anew, each page of the demo in both languages and both themes. Needs Debian's chromium.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { node, root } from './installed.mjs';

const out = join(root, 'docs', 'pictures');
const data = mkdtempSync(join(tmpdir(), 'kvitok-pictures-'));
const service = spawn(node, [join(root, 'bin', 'kvitok'), '--data', data, 'serve', '--demo', '--port', '0'], {
  stdio: 'inherit',
});

try {
  const url = await until(() => {
    const file = join(data, 'service.json');
    return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).url;
  });
  const receipt = await fill(url);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run'],
  });
  for (const [language, locale] of [
    ['ru', 'ru-RU'],
    ['en', 'en-GB'],
  ])
    for (const colorScheme of ['light', 'dark']) await take(browser, url, receipt, { language, locale, colorScheme });
  await browser.close();
} finally {
  service.kill('SIGTERM');
  await new Promise((resolve) => service.once('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}

/** The samples go out by mail and SMS, one of them to a number that takes no SMS. Gives the id of a receipt that has both. */
async function fill(url) {
  const ids = [];
  for (const name of readdirSync(join(root, 'samples')).filter((one) => one.endsWith('.json'))) {
    const body = readFileSync(join(root, 'samples', name));
    for (const [index, to] of ['anna@mail.ru', '+79161234567'].entries()) {
      const answer = await fetch(`${url}/api/v1/receipts?to=${encodeURIComponent(to)}`, { method: 'POST', body });
      if (index === 0) ids.push((await answer.json()).receipt);
    }
  }
  const settings = JSON.stringify({ subject: 'Чек {{ номер }} на {{ сумма }} ₽', withoutQr: false });
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/api/v1/settings/email`, { method: 'PUT', headers, body: settings });
  await until(async () => {
    const { deliveries } = await (await fetch(`${url}/api/v1/deliveries?channel=sms`)).json();
    return deliveries.length > 0 && deliveries.every((one) => one.status === 'delivered');
  });
  return ids[0];
}

async function take(browser, url, receipt, { language, locale, colorScheme }) {
  const context = await browser.newContext({
    locale,
    colorScheme,
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
  });
  const page = await context.newPage();
  const pages = {
    demo: '/demo',
    overview: '/overview',
    journal: '/journal',
    receipt: `/receipts/${receipt}`,
    mail: '/settings/email',
    sms: '/settings/sms',
    form: '/settings/form',
    registers: '/settings/registers',
    profiles: '/settings/profiles',
    data: '/settings/data',
    history: '/settings/history',
    people: '/people',
  };
  const shot = (name) => page.screenshot({ path: join(out, `${name}-${language}-${colorScheme}.png`) });
  for (const [name, path] of Object.entries(pages)) {
    // Its events never end, so the network is never idle: the page is there when it has a heading and nothing waits.
    await page.goto(url + path);
    await page.locator('h1, h2').first().waitFor();
    await page.locator('.mantine-Loader-root').waitFor({ state: 'detached' });
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(500);
    await shot(name);
  }
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto(`${url}/till/1`);
  const begun = await (await fetch(`${url}/api/v1/demo/sales?register=1`, { method: 'POST' })).json();
  await page.getByRole('button', { name: /Печатать|Print/ }).waitFor();
  await shot('till');
  await fetch(`${url}/api/v1/sales/${begun.id}/cancel`, { method: 'POST' });
  await context.close();
}

async function until(condition, limitMs = 60_000) {
  for (const end = Date.now() + limitMs; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const value = await condition();
    if (value) return value;
  }
  throw new Error('it did not come to pass in time');
}
