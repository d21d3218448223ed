import { Resolver } from 'node:dns/promises';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../app.ts';
import { idPattern } from '../../base/id-pattern.ts';
import { uuidv7 } from '../../base/uuid.ts';
import {
  checkEmail,
  type EmailAccount,
  isForeignServer,
  type MailPreset,
  presetByExchanger,
  presetFor,
} from '../../channels/email/index.ts';
import { parseContact } from '../../contact/parse-contact.ts';
import { emailAccountFrom } from '../../delivery/index.ts';
import { renderLetter, renderPdf } from '../../rendering/index.ts';
import { draftOf, type Settings } from '../../settings/index.ts';
import { type Language, languageOf, text } from '../../texts/index.ts';
import { Problem } from '../../texts/problem.ts';
import type { LetterPreviewView, MailHintView, SampleReceiptView } from '../api/email-settings.ts';
import type { CheckStepView } from '../api.ts';
import { stepView } from '../check-view.ts';
import { exampleReceipts, receiptToShow } from '../example-receipts.ts';
import { sendSteps } from '../step-stream.ts';

const tags = ['settings'];
const querystring = Type.Object({ profile: Type.String({ pattern: idPattern, default: 'default' }) });
const typed = Type.Optional(
  Type.Unsafe<object>({ type: 'object', description: 'То, что набрано и ещё не записано: поля раздела email' }),
);
const checkBody = Type.Object({ to: Type.Optional(Type.String({ maxLength: 254 })), settings: typed });
const previewBody = Type.Object(
  { settings: typed, receipt: Type.Optional(Type.String({ maxLength: 64 })) },
  { additionalProperties: false },
);
const hintQuery = Type.Object({
  login: Type.String({ maxLength: 254, default: '' }),
  host: Type.String({ maxLength: 253, default: '' }),
});
const LOOKUP_MS = 2_000;

/** What the e-mail settings need: what is known of a mailbox, «Проверить» step by step, and the letter as it would look. Changes no setting. */
export function emailSettingsRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/settings/email/hint',
    { schema: { summary: 'Что известно о почте по адресу или серверу', tags, querystring: hintQuery } },
    async (request): Promise<MailHintView> => {
      const { login, host } = request.query as Static<typeof hintQuery>;
      return hintView(login, host, languageOf(request.headers['accept-language']));
    },
  );

  scope.get(
    '/settings/samples',
    { schema: { summary: 'Образцы чеков, на которых видно письмо и SMS', tags } },
    async (): Promise<SampleReceiptView[]> =>
      (await exampleReceipts()).map(({ id, title, total }) => ({ id, title, total })),
  );

  scope.post(
    '/settings/email/preview',
    { schema: { summary: 'Письмо, каким его получит покупатель', tags, querystring, body: previewBody } },
    async (request): Promise<LetterPreviewView> => {
      const { settings, receipt } = request.body as Static<typeof previewBody>;
      const { profile } = request.query as Static<typeof querystring>;
      const { login, senderName, subject, asPdf, withoutQr } = app.settings.preview('email', settings ?? {}, profile);
      const letter = await renderLetter(await receiptToShow(app, receipt), { subject, asPdf, withoutQr });
      return {
        from: senderName === '' ? login : `${senderName} <${login}>`,
        subject: letter.subject,
        html: letter.inline.reduce(
          (html, { name, contentType, bytes }) =>
            html.replaceAll(`cid:${name}`, `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}`),
          letter.html,
        ),
        text: letter.text,
        attachments: letter.attachments.map(({ name }) => name),
      };
    },
  );

  scope.post(
    '/settings/email/preview.pdf',
    { schema: { summary: 'PDF, каким его получит покупатель', tags, querystring, body: previewBody } },
    async (request, reply) => {
      const { settings, receipt } = request.body as Static<typeof previewBody>;
      const { profile } = request.query as Static<typeof querystring>;
      const { withoutQr } = app.settings.preview('email', settings ?? {}, profile);
      const pdf = await renderPdf(await receiptToShow(app, receipt), { withoutQr });
      return reply.type('application/pdf').send(Buffer.from(pdf));
    },
  );

  scope.post(
    '/settings/email/check',
    { schema: { summary: '«Проверить» почту: шаги и неверный из них', tags, querystring, body: checkBody } },
    async (request, reply) => {
      const language = languageOf(request.headers['accept-language']);
      const { profile } = request.query as Static<typeof querystring>;
      const { to, settings } = request.body as Static<typeof checkBody>;
      const account = emailAccountFrom(typedSection(app, profile, settings ?? {}));
      if (!account) throw new Problem('emailNotSetUp', { status: 409, path: 'email' });
      const contact = to === undefined ? undefined : parseContact(to);
      if (contact && (!contact.ok || contact.contact.kind !== 'email'))
        throw new Problem('emailNeeded', { path: 'to' });
      const address = contact?.ok ? contact.contact.value : account.login;
      return sendSteps(request, reply, viewed(app, account, address, language));
    },
  );
}

async function hintView(login: string, host: string, language: Language): Promise<MailHintView> {
  const byHost = host === '' ? undefined : presetFor(host);
  const byLogin = await presetOfLogin(login, host);
  const preset = byHost ?? (host === '' ? byLogin : undefined);
  const foreign =
    preset?.foreign || isForeignServer(host)
      ? text(language, 'check.foreign', { name: preset?.name ?? host })
      : undefined;
  return {
    ...(preset && {
      name: preset.name,
      host: preset.host,
      password: text(language, `check.password.${preset.password}`),
    }),
    ...(preset?.passwordUrl === undefined ? {} : { passwordUrl: preset.passwordUrl }),
    ...(foreign === undefined ? {} : { foreign }),
    ...(byLogin && byLogin !== byHost && (host === '' || byHost)
      ? { fill: { host: byLogin.host, port: byLogin.port, security: byLogin.security } }
      : {}),
  };
}

/** By the domain's name, else by who takes its mail, which is asked only while no server is chosen. */
async function presetOfLogin(login: string, host: string): Promise<MailPreset | undefined> {
  if (!/^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$/.test(login)) return undefined;
  const known = presetFor(login);
  if (known || host !== '') return known;
  const resolver = new Resolver({ timeout: LOOKUP_MS, tries: 1 });
  return presetByExchanger(login, (domain) => resolver.resolveMx(domain));
}

/** The e-mail section as typed. A kept password is tried only at the server it was kept for, and never openly where it was not kept so. */
function typedSection(app: App, profile: string, typed: object): Settings['email'] {
  const kept = app.settings.get('email', profile);
  const draft = draftOf(app.settings, 'email', typed, { profile, destination: ['host'] });
  const opened = draft.security === 'none' && kept.security !== 'none';
  if (!Object.hasOwn(typed, 'password') && kept.password !== '' && (opened || draft.password === ''))
    throw new Problem('emailPasswordAgain', { path: 'email.password' });
  return draft;
}

/** The check of an account in words. The test letter goes to `to`, the account's own address unless another is asked for. */
async function* viewed(app: App, account: EmailAccount, to: string, language: Language): AsyncGenerator<CheckStepView> {
  const now = app.clock.now();
  const steps = checkEmail(account, {
    letter: {
      id: uuidv7(now),
      date: now,
      to,
      subject: text(language, 'check.letter.subject'),
      text: text(language, 'check.letter.text'),
    },
    guard: { allowPrivate: app.privateHosts },
    ...(app.ca === undefined ? {} : { tls: { ca: app.ca } }),
  });
  for await (const step of steps) {
    if (step.step === 'letter' && step.result === 'ok') await app.overview.mailTried(account);
    yield stepView(step, account, language);
  }
}
