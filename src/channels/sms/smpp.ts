import { Problem } from '../../texts/problem.ts';
import type { SmsAccount, SmsClient, SmsProvider, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { isFinal, notNamed } from './report.ts';
import { readServer } from './smpp-address.ts';
import { openLink } from './smpp-link.ts';
import { openPace } from './smpp-pace.ts';
import { readReceipt, stateOf } from './smpp-receipt.ts';
import { openSender } from './smpp-sender.ts';
import { openSession, type SmppSession } from './smpp-session.ts';
import { usualSmpp } from './smpp-settings.ts';
import { openSocket } from './smpp-socket.ts';
import { refusalOfCommand, UNKNOWN_COMMAND } from './smpp-status.ts';
import { sourceOf } from './smpp-submit.ts';
import { openTracks } from './smpp-tracks.ts';

/** Any provider or operator by SMPP 3.4; a description of its own peculiarities is `SmsAccount.smpp`. */
export const smpp: SmsProvider = {
  id: 'smpp',
  name: { ru: 'Любой провайдер или оператор по SMPP', en: 'Any provider or operator by SMPP' },
  fields: [
    { key: 'host', label: 'smppHost', secret: false },
    { key: 'login', label: 'systemId', secret: false },
    { key: 'password', label: 'password', secret: true },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [['login', 'password']],
  hosts: [],
  ownIds: false,
  statusBatch: 50,
  statusHours: 48,
  longest: 1_000,
  testMode: false,
  fault,
  create,
};

/** Binds at once, since receipts of earlier messages come only over a bound session. */
function create(account: SmsAccount, tools: SmsTools): SmsClient {
  const settings = { ...usualSmpp, ...account.smpp };
  const { network } = tools;
  const server = readServer(account.host ?? '', settings.tls) ?? { host: '', port: 0 };
  const tracks = openTracks((report) => tools.onReport(report));
  const pace = openPace(settings.window, settings.perSecond);
  const link = openLink({
    connect: () => openSocket(server, settings.tls, network),
    open: (socket) =>
      openSession(socket, {
        answer: network.total,
        keepAlive: settings.keepAlive * 1_000,
        onMessage: (pdu) => {
          const receipt = readReceipt(pdu);
          return receipt && tracks.receive(receipt);
        },
      }),
    bind: {
      system_id: account.login ?? '',
      password: account.password ?? '',
      system_type: settings.systemType,
      interface_version: 0x34,
    },
    errors: settings.errors,
    rebindAfter: settings.rebindAfter * 1_000,
  });
  const sender = openSender({ link, pace, tracks, settings, total: network.total });
  let canAsk = settings.query;

  const stateBy = async (session: SmppSession, { id }: SmsRef): Promise<SmsReport> => {
    const asked = { message_id: id, ...sourceOf(account.sender ?? '', settings) };
    const { command_status: status, ...answer } = await session.ask('query_sm', asked);
    if (status === UNKNOWN_COMMAND) canAsk = false;
    if (status !== 0) return { ...notNamed(id), reply: refusalOfCommand(status).reply ?? '' };
    const code = Number(answer.message_state);
    // Asked, a provider says 7 of what it doesn't know.
    const [state, reason] = code === 7 ? (['unknown', 'statusNotFound'] as const) : stateOf(code);
    return { id, state, ...(reason ? { reason } : {}), reply: `state ${code} error ${Number(answer.error_code)}` };
  };

  return {
    send: (message) => sender.send(message),
    ...(settings.ownMark ? { find: async (message) => sender.find(message) } : {}),
    status: (refs) =>
      Promise.all(
        refs.map(async (ref) => {
          const known = tracks.known(ref.id);
          if (!canAsk || (known && isFinal(known.state))) return known ?? { id: ref.id, state: 'unknown' };
          return stateBy(await link.ready(performance.now() + network.connect), ref);
        }),
      ),
    close: async () => {
      await link.close();
      tracks.close();
    },
  };
}

function fault(account: SmsAccount): Problem | undefined {
  const { host = '', login = '', password = '' } = account;
  if (host !== '' && !readServer(host, false)) return new Problem('smppHost', { path: 'sms.host', params: { host } });
  if (!/^[\x21-\x7e]{0,15}$/.test(login)) return new Problem('smppSystemId', { path: 'sms.login' });
  if (!/^[\x20-\x7e]*$/.test(password)) return new Problem('smppPassword', { path: 'sms.password' });
  return undefined;
}
