/** What the answers about people, tokens and the audit look like; shared with the pages. Times are milliseconds since 1970. */

/** Who works with the page. */
export interface SessionView {
  name: string;
  role: 'owner' | 'cashier' | 'integrator';
  /** The service runs as a demonstration: open to this computer without signing in. */
  demo: boolean;
}
