/**
 * How to reach the buyer (tag 1008), normalised.
 * `phone`: E.164 (`+79161234567`). `email`: the local part as given, `@`, the domain in lower case as people read it (`почта.рф`, not `xn--`).
 */
export interface Contact {
  kind: 'email' | 'phone';
  value: string;
}
