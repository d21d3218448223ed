import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { App } from '../app.ts';

const CHANNELS = ['email', 'sms'] as const;
const DELIVERY_SECONDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 7_200, 28_800, 86_400, 259_200];
const ATTEMPT_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60];

/** What a monitoring system collects; no label holds anything of a buyer. Reading it costs the same however many deliveries there are. */
export function metricsOf(app: App): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'kvitok_' });

  const attempts = new Counter({
    name: 'kvitok_attempts_total',
    help: 'Attempts by channel and outcome: accepted, rejected, deferred, unknown',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const attemptSeconds = new Histogram({
    name: 'kvitok_attempt_seconds',
    help: 'How long an attempt took, rendering and the other side together',
    labelNames: ['channel'],
    buckets: ATTEMPT_SECONDS,
    registers,
  });
  app.delivery.onAttempt(({ channel, outcome, milliseconds }) => {
    attempts.inc({ channel, outcome });
    attemptSeconds.observe({ channel }, milliseconds / 1_000);
  });

  const ends = new Counter({
    name: 'kvitok_outcomes_total',
    help: 'Deliveries that came to a status, by channel, and by reason where they failed',
    labelNames: ['channel', 'status', 'reason'],
    registers,
  });
  const deliverySeconds = new Histogram({
    name: 'kvitok_delivery_seconds',
    help: 'From acceptance until the next hop took the message (sent) or it is known to have arrived (delivered)',
    labelNames: ['channel', 'status'],
    buckets: DELIVERY_SECONDS,
    registers,
  });
  app.delivery.onChange(({ channel, status, reason, createdAt, sentAt, deliveredAt }) => {
    if (status === 'queued' || status === 'sending') return;
    ends.inc({ channel, status, reason: status === 'sent' || status === 'delivered' ? '' : (reason ?? '') });
    const at = status === 'delivered' ? deliveredAt : status === 'sent' ? sentAt : null;
    if (at !== null) deliverySeconds.observe({ channel, status }, (at - createdAt) / 1_000);
  });

  void new Gauge({
    name: 'kvitok_queue',
    help: 'Deliveries queued or under way, by channel',
    labelNames: ['channel'],
    registers,
    async collect() {
      const { counts } = await app.overview.waiting();
      for (const channel of CHANNELS) this.set({ channel }, 0);
      for (const { channel, count } of counts) this.inc({ channel }, count);
    },
  });
  void new Gauge({
    name: 'kvitok_queue_oldest_seconds',
    help: 'Age of the oldest delivery that is queued or under way, by channel; 0 if there is none',
    labelNames: ['channel'],
    registers,
    async collect() {
      const { oldest } = await app.overview.waiting();
      for (const channel of CHANNELS) this.set({ channel }, 0);
      for (const { channel, createdAt } of oldest)
        this.set({ channel }, Math.max(0, app.clock.now() - createdAt) / 1_000);
    },
  });
  void new Gauge({
    name: 'kvitok_deliveries',
    help: 'Deliveries accepted in the last 30 days, by channel and by what became of them',
    labelNames: ['channel', 'status'],
    registers,
    async collect() {
      this.reset();
      for (const { channel, status, count } of await app.overview.counts()) this.set({ channel, status }, count);
    },
  });
  void new Gauge({
    name: 'kvitok_account_held',
    help: '1 for an account that is paused because of a fault of its own',
    labelNames: ['account', 'reason'],
    registers,
    collect() {
      this.reset();
      for (const { account, reason } of app.delivery.heldAccounts()) this.set({ account, reason: reason ?? '' }, 1);
    },
  });
  void new Gauge({
    name: 'kvitok_register_up',
    help: '1 for a cash register that answered when it was last asked, 0 for one that did not; absent until it was asked',
    labelNames: ['register'],
    registers,
    collect() {
      this.reset();
      for (const { settings, looked } of app.till.registers())
        if (looked) this.set({ register: settings.id }, looked.ok ? 1 : 0);
    },
  });
  return registry;
}
