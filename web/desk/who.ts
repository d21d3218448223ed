import { say } from './say.ts';

/** Who did something, as histories and the audit have it (`owner Анна`, `token 1С`, `api`), in the reader's language. */
export function whoText(who: string): string {
  const [, kind = '', name = ''] = /^(\w*) ?(.*)$/su.exec(who) ?? [];
  switch (kind) {
    case 'owner':
    case 'cashier':
      return `${name} (${say(`access.roles.${kind}`)})`;
    case 'token':
    case 'till':
      return say(`access.who.${kind}`, { name });
    case 'api':
    case 'local':
    case 'demo':
    case 'setUp':
      return say(`access.who.${kind}`);
    default:
      return who === '' ? '—' : who;
  }
}
