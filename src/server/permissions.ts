import type { FastifyRequest } from 'fastify';
import type { Scope } from '../access/index.ts';
import type { Who } from './who.ts';

/** Whether somebody may ask for something. */
type Test = (who: Who, request: FastifyRequest) => boolean;

/** The register that a request is about: of its path, or of its query as events have it. */
function registerOf({ params, query }: FastifyRequest): string | undefined {
  const { register } = { ...(query as object), ...(params as object) } as { register?: unknown };
  return typeof register === 'string' ? register : undefined;
}

const anyone: Test = () => true;
const local: Test = ({ role }) => role === 'local';
const cashier: Test = ({ role }) => role === 'cashier';
const cashierAtRegister: Test = (who, request) => cashier(who, request) && registerOf(request) !== undefined;
/** A till; that the sale is its own is seen where the sale is read. */
const till: Test = ({ role }) => role === 'till';
const ownTill: Test = (who, request) => till(who, request) && who.register === registerOf(request);
const integrator: Test = ({ role }) => role === 'integrator';
const scope =
  (wanted: Scope): Test =>
  ({ scopes }) =>
    scopes?.includes(wanted) === true;
/** A link to a form carries its own key; what it is worth is seen where it is opened. */
const formLink: Test = (_who, { query }) => (query as { token?: unknown }).token !== undefined;

/** A file with whole contacts is the owner's, as each whole contact is. */
const maskedFile: Test = (who, request) =>
  scope('journal')(who, request) && (request.query as { contacts?: unknown }).contacts === undefined;

const sale = [scope('sales'), local, cashier, till];
const receipt = [scope('receipts'), scope('journal'), local];
const settings = [scope('settings')];

/**
 * Who may ask for what, besides the owner, who may everything. A route that isn't here is the owner's alone, so that a new one is closed
 * until somebody thinks about it.
 */
const permissions: Record<string, readonly Test[]> = {
  'GET /healthz': [anyone],
  'GET /readyz': [anyone],
  'GET /metrics': [local, scope('metrics')],

  // The pages are the same for everyone and hold nothing; what they show they ask the API for.
  'GET /': [anyone],
  'GET /*': [anyone],
  'GET /demo': [anyone],
  'GET /sign-in': [anyone],
  'GET /overview': [anyone],
  'GET /journal': [anyone],
  'GET /receipts/:id': [anyone],
  'GET /settings': [anyone],
  'GET /settings/:section': [anyone],
  'GET /people': [anyone],
  'GET /till/:register': [cashier, ownTill, formLink],

  'GET /api/v1/openapi.json': [local, cashier, integrator],
  // An SMS provider calls it: its address carries a secret of its own.
  'GET /api/v1/callbacks/sms/:profile/:secret': [anyone],
  'POST /api/v1/callbacks/sms/:profile/:secret': [anyone],

  'GET /api/v1/sign-in': [anyone],
  'POST /api/v1/sign-in': [anyone],
  'POST /api/v1/set-up': [anyone],
  'GET /api/v1/session': [cashier, integrator],
  'DELETE /api/v1/session': [cashier],
  'PUT /api/v1/session/password': [cashier],

  'POST /api/v1/sales': [scope('sales'), local],
  'GET /api/v1/sales/:id': sale,
  'PUT /api/v1/sales/:id/contact': sale,
  'POST /api/v1/sales/:id/confirm': sale,
  'POST /api/v1/sales/:id/cancel': sale,
  'POST /api/v1/sales/:id/repeat': sale,
  'POST /api/v1/sales/:id/resolve': sale,
  'GET /api/v1/tills': [scope('sales'), local, cashier],
  'GET /api/v1/tills/:register': [scope('sales'), cashier, ownTill],
  'GET /api/v1/events': [scope('journal'), cashierAtRegister, ownTill],

  'POST /api/v1/receipts': [scope('receipts'), local],
  'GET /api/v1/receipts': [scope('journal')],
  'GET /api/v1/receipts/:id': receipt,
  'POST /api/v1/receipts/:id/deliveries': [scope('receipts'), local, cashier, till],

  'GET /api/v1/overview': [scope('journal')],
  'GET /api/v1/deliveries': [scope('journal')],
  'GET /api/v1/deliveries/count': [scope('journal')],
  'GET /api/v1/deliveries.csv': [maskedFile],
  'POST /api/v1/deliveries/retry': [scope('receipts')],
  'GET /api/v1/deliveries/:id': receipt,
  'POST /api/v1/deliveries/:id/retry': [scope('receipts')],
  'POST /api/v1/deliveries/:id/resend': [scope('receipts')],
  'POST /api/v1/deliveries/:id/cancel': [scope('receipts')],
  'GET /api/v1/deliveries/:id/message': [scope('journal')],
  'GET /api/v1/deliveries/:id/message.html': [scope('journal')],
  'GET /api/v1/deliveries/:id/message.pdf': [scope('journal')],

  'GET /api/v1/profiles': settings,
  'GET /api/v1/settings/:section': settings,
  'PUT /api/v1/settings/:section': settings,
  'DELETE /api/v1/settings/:section': settings,
  'GET /api/v1/settings/history': settings,
  'POST /api/v1/settings/history/:id/undo': settings,
  'GET /api/v1/settings/export': settings,
  'POST /api/v1/settings/import': settings,
  'GET /api/v1/settings/samples': settings,
  'GET /api/v1/settings/email/hint': settings,
  'POST /api/v1/settings/email/preview': settings,
  'POST /api/v1/settings/email/preview.pdf': settings,
  'POST /api/v1/settings/email/check': settings,
  'POST /api/v1/settings/sms/check': settings,
  'POST /api/v1/settings/sms/preview': settings,
  'GET /api/v1/settings/sms/balance': settings,
  'GET /api/v1/settings/sms/providers': settings,
  'POST /api/v1/settings/registers/check': settings,
};

/** Whether `who` may ask for this. */
export function isAllowed(who: Who, request: FastifyRequest): boolean {
  if (who.role === 'owner') return true;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const tests = permissions[`${method} ${request.routeOptions.url ?? ''}`] ?? [];
  return tests.some((test) => test(who, request));
}
