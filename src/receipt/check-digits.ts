const weights10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const weights11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const weights12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/** True if the text is an ИНН of 10 or 12 digits with right check digits. */
export function isInn(text: string): boolean {
  if (!/^(\d{10}|\d{12})$/.test(text)) return false;
  const digit = (weights: number[]) =>
    (weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0) % 11) % 10;
  return text.length === 10
    ? digit(weights10) === Number(text[9])
    : digit(weights11) === Number(text[10]) && digit(weights12) === Number(text[11]);
}

/**
 * True if the check number of a РН ККТ (16 digits) fits the user's ИНН and the register's serial number: its last 6 digits are the
 * CRC16-CCITT of the first 10, the ИНН padded to 12 and the serial number padded to 20 (229@, 63).
 */
export function isRegistrationNumber(number: string, inn: string, serialNumber: string): boolean {
  return (
    /^\d{16}$/.test(number) && number.slice(10) === registrationCheckNumber(number.slice(0, 10), inn, serialNumber)
  );
}

/** The last 6 digits of a РН ККТ whose first 10 are `order`. */
export function registrationCheckNumber(order: string, inn: string, serialNumber: string): string {
  return String(crc16(order + inn.padStart(12, '0') + serialNumber.padStart(20, '0'))).padStart(6, '0');
}

function crc16(ascii: string): number {
  let crc = 0xffff;
  for (let i = 0; i < ascii.length; i++) {
    crc ^= ascii.charCodeAt(i) << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}
