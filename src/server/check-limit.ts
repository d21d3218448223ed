import type { FastifyInstance } from 'fastify';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../texts/problem.ts';

/** «Проверить» of whatever kind, and what asks a provider anew. */
const CHECKS = /^\/api\/v1\/settings\/.+\/check$/;
const AT_ONCE = 20;
const EVERY_MS = 3_000;

/** «Проверить» connects to an address that was typed: only so many a minute, so that it is no tool for looking around. */
export function limitChecks(server: FastifyInstance, clock: Clock): void {
  let left = AT_ONCE;
  let at = clock.now();
  const limit = async () => {
    const now = clock.now();
    left = Math.min(AT_ONCE, left + Math.max(0, now - at) / EVERY_MS);
    at = now;
    if (left < 1)
      throw new Problem('checkTooOften', {
        status: 429,
        params: { seconds: Math.ceil(((1 - left) * EVERY_MS) / 1_000) },
      });
    left--;
  };
  // Only the routes that check have it: accepting a receipt should not wait for its turn.
  server.addHook('onRoute', (route) => {
    if (CHECKS.test(route.url)) route.preHandler = [route.preHandler ?? [], limit].flat();
  });
}
