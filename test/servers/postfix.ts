import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Authority, makeAuthority } from './certificates.ts';

export interface Postfix {
  host: string;
  port: number;
  login: string;
  password: string;
  ca: string;
  /** Files of the letters that were delivered to an address, oldest first. */
  delivered(address: string): string[];
  /** The letters delivered to an address once there are `count`. */
  waitFor(address: string, count: number): Promise<Buffer[]>;
  stop(): void;
}

const DOMAIN = 'mail.test';
const UID = 65534;

/** A real Postfix of its own: queue, maildirs and users in a temporary folder, STARTTLS and AUTH on, a loopback port. Needs root and Debian's postfix and dovecot-core, which answers for the passwords. */
export async function startPostfix(authority: Authority = makeAuthority()): Promise<Postfix> {
  const base = mkdtempSync(join(tmpdir(), 'kvitok-postfix-'));
  chmodSync(base, 0o755);
  const [config, queue, data, mail, sasl] = ['etc', 'queue', 'data', 'mail', 'sasl'].map((name) =>
    join(base, name),
  ) as [string, string, string, string, string];
  for (const folder of [config, queue, data, mail, sasl]) mkdirSync(folder);
  const certificate = authority.issue('127.0.0.1');
  const port = await freePort();
  const password = 'correct horse';
  const users = ['shop', 'buyer', 'иван'];
  const id = (name: string) => Number(execFileSync('id', ['-u', name], { encoding: 'utf8' }));
  chownSync(data, id('postfix'), id('postfix'));
  chownSync(mail, UID, UID);
  cpSync('/etc/postfix/dynamicmaps.cf', join(config, 'dynamicmaps.cf'));
  for (const name of ['postfix-files', 'postfix-files.d', 'dynamicmaps.cf.d'])
    cpSync(join('/etc/postfix', name), join(config, name), { recursive: true });

  writeFileSync(join(sasl, 'users'), `shop@${DOMAIN}:{PLAIN}${password}:::\n`);
  const dovecotConfig = join(sasl, 'dovecot.conf');
  writeFileSync(
    dovecotConfig,
    `base_dir = ${sasl}/run
log_path = ${base}/dovecot.log
protocols =
ssl = no
auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = ${sasl}/users
}
userdb {
  driver = static
  args = uid=${UID} gid=${UID} home=${mail}
}
service auth {
  unix_listener ${sasl}/auth {
    mode = 0666
  }
}
`,
  );
  execFileSync('dovecot', ['-c', dovecotConfig], { stdio: 'ignore' });

  writeFileSync(
    join(config, 'main.cf'),
    [
      `queue_directory = ${queue}`,
      `data_directory = ${data}`,
      'compatibility_level = 3.6',
      `myhostname = ${DOMAIN}`,
      'mydestination =',
      'inet_interfaces = 127.0.0.1',
      'inet_protocols = ipv4',
      'mynetworks =',
      'alias_maps =',
      'local_recipient_maps =',
      `virtual_mailbox_domains = ${DOMAIN}`,
      `virtual_mailbox_base = ${mail}`,
      `virtual_mailbox_maps = inline:{ ${users.map((user) => `{${user}@${DOMAIN}=${user}/}`).join(', ')} }`,
      `virtual_uid_maps = static:${UID}`,
      `virtual_gid_maps = static:${UID}`,
      'virtual_minimum_uid = 1',
      `smtpd_tls_cert_file = ${certificate.certFile}`,
      `smtpd_tls_key_file = ${certificate.keyFile}`,
      'smtpd_tls_security_level = may',
      'smtpd_tls_auth_only = yes',
      'smtpd_sasl_auth_enable = yes',
      'smtpd_sasl_type = dovecot',
      `smtpd_sasl_path = ${sasl}/auth`,
      'smtpd_relay_restrictions = permit_sasl_authenticated, reject',
      'smtpd_recipient_restrictions = reject_unlisted_recipient, permit_sasl_authenticated, reject',
      `smtpd_sender_login_maps = inline:{ {shop@${DOMAIN}=shop@${DOMAIN}} }`,
      'smtpd_sender_restrictions = reject_sender_login_mismatch',
      'smtputf8_enable = yes',
      'message_size_limit = 10000000',
      `maillog_file = ${base}/log`,
      `maillog_file_prefixes = /dev, ${base}`,
      '',
    ].join('\n'),
  );
  const services = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'showq unix n - n - - showq',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'discard unix - - n - - discard',
    'virtual unix - n n - - virtual',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  writeFileSync(join(config, 'master.cf'), `${services.join('\n')}\n`);
  const postfix = (...args: string[]) => execFileSync('postfix', ['-c', config, ...args], { stdio: 'pipe' });
  postfix('start');
  await listening(port);

  const folder = (address: string) => join(mail, address.slice(0, address.indexOf('@')), 'new');
  const delivered = (address: string): string[] => {
    try {
      return readdirSync(folder(address))
        .sort()
        .map((name) => join(folder(address), name));
    } catch {
      return [];
    }
  };
  return {
    host: '127.0.0.1',
    port,
    login: `shop@${DOMAIN}`,
    password,
    ca: authority.ca,
    delivered,
    waitFor: async (address, count) => {
      const until = Date.now() + 15_000;
      while (delivered(address).length < count) {
        if (Date.now() > until)
          throw new Error(`only ${delivered(address).length} of ${count} letters arrived for ${address}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return delivered(address).map((file) => readFileSync(file));
    },
    stop: () => {
      postfix('abort');
      execFileSync('doveadm', ['-c', dovecotConfig, 'stop'], { stdio: 'ignore' });
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** A loopback port that is free right now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    }),
  );
}

async function listening(port: number): Promise<void> {
  const { connect } = await import('node:net');
  for (let tries = 0; tries < 200; tries++) {
    const answered = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Postfix does not answer');
}
