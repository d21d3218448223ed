import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  key: string;
  cert: string;
  keyFile: string;
  certFile: string;
}

/** A certificate authority of the test's own, and certificates signed by it for a server name. */
export interface Authority {
  ca: string;
  issue(name: string, days?: number): Certificate;
}

const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });

export function makeAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'kvitok-ca-'));
  const [caKey, caCert] = [join(folder, 'ca.key'), join(folder, 'ca.pem')];
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=Test CA',
    '-keyout',
    caKey,
    '-out',
    caCert,
  );
  let number = 0;
  return {
    ca: readFileSync(caCert, 'utf8'),
    issue: (name, days = 1) => {
      const file = (end: string) => join(folder, `${++number}-${end}`);
      const [keyFile, request, extensions, certFile] = [file('key'), file('csr'), file('ext'), file('pem')];
      openssl(
        'req',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-subj',
        `/CN=${name}`,
        '-keyout',
        keyFile,
        '-out',
        request,
      );
      writeFileSync(extensions, `subjectAltName=${/^[\d.]+$/.test(name) ? 'IP' : 'DNS'}:${name}\n`);
      openssl(
        'x509',
        '-req',
        '-in',
        request,
        '-CA',
        caCert,
        '-CAkey',
        caKey,
        '-days',
        String(days),
        '-set_serial',
        String(number),
        '-extfile',
        extensions,
        '-out',
        certFile,
      );
      return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8'), keyFile, certFile };
    },
  };
}
