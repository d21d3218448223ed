/** The object without its absent fields. */
export function compact<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  const present: Partial<T> = {};
  for (const key in fields) if (fields[key] !== undefined) present[key] = fields[key];
  return present as T;
}
