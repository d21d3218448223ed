/** What the answers about the history of settings, profiles and the settings' file look like; shared with the pages. */

export type SectionId = 'email' | 'sms' | 'form' | 'registers' | 'privacy' | 'network' | 'profiles';

/** One field that a change touches. */
export interface FieldChangeView {
  /** Dotted path within the section; a row of a list is named by its id. Empty: the section as a whole. */
  path: string;
  from?: unknown;
  to?: unknown;
  /** A secret: only that it changed is known. */
  secret?: true;
}

export interface SettingsChangeView {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  by: string;
  section: SectionId;
  profile: string;
  /** The profile went back to the common values. */
  dropped: boolean;
  changes: FieldChangeView[];
}

export interface SettingsHistoryView {
  changes: SettingsChangeView[];
  /** For `?before=`; absent on the last page. */
  next?: string;
}

/** A field that an undo or an import changes. */
export interface PlannedChangeView extends FieldChangeView {
  section: SectionId;
  profile: string;
}

export interface PlanView {
  changes: PlannedChangeView[];
}

/** The settings without their secrets, as a file. */
export interface SettingsFile {
  format: 'kvitok-settings';
  version: 1;
  exportedAt: string;
  /** The common values, by section. */
  settings: Record<string, unknown>;
  /** What profiles have of their own, by profile and section. */
  profiles: Record<string, Record<string, unknown>>;
}

/** A profile as the pages show it; `default` is the common one. */
export interface ProfileView {
  id: string;
  name: string;
  /** Sections that it has its own values of; the others follow the common ones. */
  own: SectionId[];
  /** Ids of the registers that use it. */
  registers: string[];
}
