import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smsProviders } from '../../../src/channels/sms/index.ts';
import { conformance } from './conformance.ts';
import type { ProviderFixture } from './fixture.ts';

const folder = join(import.meta.dirname, 'fixtures');
const modules = await Promise.all(
  readdirSync(folder).map(async (name) => (await import(join(folder, name))) as Record<string, ProviderFixture>),
);
const fixtures = modules.flatMap((module) => Object.values(module));

describe('the conformance kit', () => {
  it('has a fixture for every provider that speaks HTTP', () => {
    const spoken = smsProviders.filter(({ id }) => id !== 'smpp').map(({ id }) => id);
    expect([...new Set(fixtures.map(({ provider }) => provider))].sort()).toEqual(spoken.sort());
  });
});

for (const fixture of fixtures) conformance(fixture);
