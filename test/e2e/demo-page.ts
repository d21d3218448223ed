import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { type Service, startService } from '../servers/service.ts';
import { openChromium } from './chromium.ts';

/** The demo in a folder of its own and a Russian page of Chromium beside it; both end with the suite, which fails if a script of the page did. */
export async function demoPage(viewport: { width: number; height: number }): Promise<{ service: Service; page: Page }> {
  const data = mkdtempSync(join(tmpdir(), 'kvitok-e2e-'));
  const service = await startService(data, ['--demo']);
  const browser = await openChromium();
  const page = await (await browser.newContext({ locale: 'ru-RU', viewport })).newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  afterAll(async () => {
    await browser.close();
    await service.stop();
    rmSync(data, { recursive: true, force: true });
    expect(errors).toEqual([]);
  });
  return { service, page };
}
