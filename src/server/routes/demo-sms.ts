import type { FastifyInstance } from 'fastify';
import type { Phone } from '../../demo/phone.ts';
import type { PhoneSmsView } from '../api.ts';

/** `GET /demo/sms`: what came to the demo's phone, newest first. New ones are told by the event `sms`. */
export function demoSmsRoutes(scope: FastifyInstance, phone: Phone): void {
  scope.get('/demo/sms', { schema: { hide: true } }, async (): Promise<PhoneSmsView[]> => phone.messages());
}
