import type { App } from '../app.ts';
import { isTextKey, type Language, text } from '../texts/index.ts';
import { Problem, type ProblemCode } from '../texts/problem.ts';
import { actsOf, type RegisterStatus, receiptOf, type Sale } from '../till/index.ts';
import type { RegisterView, SaleView, TillView } from './api.ts';
import { deliveryView, reasonText } from './delivery-view.ts';

const LAST = 5;
const MOST_WAITING = 50;
const MOST_DELIVERIES = 10;
const WAITING = ['awaiting-contact', 'fiscalising', 'failed', 'unclear'] as const;

/** A sale as the outside sees it. `whole`: for who asks for this very sale, with its contact and its receipt. */
export async function saleView(app: App, sale: Sale, language: Language, whole: boolean): Promise<SaleView> {
  const { documentId, contact, contactMask, contactRefusal, reason, receiptId, deliveryProblem, endsAt } = sale;
  const decision = app.till.decision(sale);
  const deliveries =
    receiptId === undefined || !contact ? [] : await app.delivery.list({ receiptId, limit: MOST_DELIVERIES });
  const open = sale.state === 'awaiting-contact' || sale.state === 'failed';
  const receipt = whole ? receiptOf(sale) : undefined;
  return {
    id: sale.id,
    ...(documentId === undefined ? {} : { documentId }),
    register: sale.register,
    state: sale.state,
    version: sale.version,
    calculationType: sale.document.calculationType,
    correction: sale.document.correction !== undefined,
    total: sale.document.total,
    items: sale.document.items.length,
    ...(contact && (whole || open) ? { contact: contact.value } : {}),
    ...(contactMask === undefined ? {} : { contactMask }),
    ...(contactRefusal && open
      ? { contactProblem: text(language, `contact.${contactRefusal.code}`, contactRefusal.params) }
      : {}),
    electronically: sale.electronically,
    paper: sale.fiscal?.paper ?? decision.paper,
    ...(decision.because && !sale.fiscal ? { paperBecause: decision.because } : {}),
    ...(reason
      ? { problem: { code: reason.code, explanation: explained(reason.code, language), ...replyOf(reason) } }
      : {}),
    actions: actsOf(sale.state),
    ...(endsAt === undefined ? {} : { endsAt }),
    createdAt: sale.createdAt,
    updatedAt: sale.updatedAt,
    ...(receiptId === undefined ? {} : { receiptId }),
    ...(receipt ? { receipt } : {}),
    deliveries: deliveries.map((row) => deliveryView(row, language)),
    ...(deliveryProblem === undefined
      ? {}
      : { deliveryProblem: new Problem(deliveryProblem as ProblemCode).tell(language) }),
  };
}

const replyOf = ({ reply }: { reply?: string }) => (reply === undefined ? {} : { reply });

function explained(code: string, language: Language): string {
  const key = code.startsWith('till.') ? `till.reasons.${code.slice('till.'.length)}` : '';
  return isTextKey(key) ? text(language, key) : reasonText(code, language);
}

export function registerView({ settings, electronically, looked }: RegisterStatus, language: Language): RegisterView {
  const { id, name, profile, kind, delivers } = settings;
  const state = looked?.ok ? looked.state : undefined;
  return {
    id,
    name: name || id,
    profile,
    kind,
    delivers,
    reachable: looked === undefined ? 'unknown' : looked.ok ? 'yes' : 'no',
    ...(looked && !looked.ok ? { problem: reasonText(looked.reason.code, language) } : {}),
    shift: state?.shift ?? 'unknown',
    ...(state?.shiftNumber === undefined ? {} : { shiftNumber: state.shiftNumber }),
    ...(state?.paper === undefined ? {} : { hasPaper: state.paper }),
    electronically,
  };
}

/** All that the page of one till shows. Throws a `Problem` for a register that isn't in the settings. */
export async function tillView(app: App, register: string, language: Language): Promise<TillView> {
  const status = app.till.register(register);
  const { profile } = status.settings;
  const { timeLimit, whenTimeIsUp, askContact, hotkeys, keys, sound, scanner } = app.settings.get('form', profile);
  const [waiting, last] = await Promise.all([
    app.till.list(register, WAITING, { newestFirst: false, limit: MOST_WAITING }),
    app.till.list(register, ['fiscalised', 'cancelled'], { newestFirst: true, limit: LAST }),
  ]);
  const views = (sales: Sale[]) => Promise.all(sales.map((sale) => saleView(app, sale, language, false)));
  // Money waits at an open form; trouble comes after it.
  const order = (sale: Sale) => (sale.state === 'fiscalising' ? 0 : sale.state === 'awaiting-contact' ? 1 : 2);
  const [current, ...others] = await views(waiting.sort((one, other) => order(one) - order(other)));
  const copiesFolder = app.copies.failed();
  return {
    register: registerView(status, language),
    form: { askContact, hotkeys, keys, timeLimit, whenTimeIsUp, sound, scanner },
    channels: { email: app.settings.get('email', profile).enabled, sms: app.settings.get('sms', profile).enabled },
    ...(current ? { sale: current } : {}),
    waiting: others,
    last: await views(last),
    ...(copiesFolder === undefined
      ? {}
      : { copiesProblem: text(language, 'till.copiesFailed', { folder: copiesFolder }) }),
    demo: app.demo !== undefined,
  };
}
