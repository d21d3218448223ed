/** One line of a CSV file with its line end. A field that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvLine(fields: readonly string[], separator: ';' | ','): string {
  return `${fields.map((field) => quoted(harmless(field))).join(separator)}\r\n`;
}

/** Marks the file as UTF-8 for Excel. */
export const CSV_START = '\ufeff';

// What spreadsheets begin a formula or a command with, in full width too, also behind spaces that they skip.
const harmless = (field: string): string => (/^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(field) ? `'${field}` : field);

const quoted = (field: string): string => (/[";,\s]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
