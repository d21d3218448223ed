import { Problem } from '../texts/problem.ts';
import { splitPath } from './path.ts';
import { listFields, sections } from './sections.ts';

interface Field {
  type?: string;
  properties?: Record<string, Field>;
}

/**
 * What a person typed for a setting, as a value of the setting's type: text as it is, `on`/`off`/`да`/`нет` for a switch, digits for a
 * number, words parted by commas or JSON for a list. Throws a `Problem` that names the setting.
 */
export function parseSettingValue(path: string, typed: string): unknown {
  const { section, keys } = splitPath(path);
  if (Object.hasOwn(listFields, section) && keys.length <= 1) return parsedList(path, typed);
  const field = keys.reduce<Field | undefined>(
    (at, key) => (at?.properties && Object.hasOwn(at.properties, key) ? at.properties[key] : undefined),
    sections[section] as Field,
  );
  if (!field || field.properties) throw new Problem('settingUnknown', { path, params: { path }, status: 404 });
  const text = typed.trim();
  if (field.type === 'boolean') {
    if (/^(true|on|yes|1|да|вкл)$/i.test(text)) return true;
    if (/^(false|off|no|0|нет|выкл)$/i.test(text)) return false;
    throw new Problem('fieldNotYesNo', { path, params: { path } });
  }
  if (field.type === 'integer') {
    if (!/^-?\d{1,16}$/.test(text)) throw new Problem('fieldNotWhole', { path, params: { path } });
    return Number(text);
  }
  if (field.type === 'array') return text === '' ? [] : text.split(',').map((word) => word.trim());
  return typed;
}

function parsedList(path: string, typed: string): unknown {
  try {
    const value: unknown = JSON.parse(typed);
    if (Array.isArray(value)) return value;
  } catch {
    // Told below.
  }
  throw new Problem('fieldNotList', { path, params: { path } });
}
