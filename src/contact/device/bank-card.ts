/** First digits and lengths of the cards in use (ISO/IEC 7812): МИР, Visa, Mastercard, Maestro, American Express, UnionPay, JCB, Diners Club. */
const SCHEMES: [first: RegExp, lengths: readonly number[]][] = [
  [/^220[0-4]/, [16, 17, 18, 19]],
  [/^4/, [16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)/, [16]],
  [/^(?:50|5[6-9]|6)/, [16, 17, 18, 19]],
  [/^3[47]/, [15]],
  [/^(?:62|81|8600|9860)/, [16, 17, 18, 19]],
  [/^35/, [16, 17, 18, 19]],
  [/^3(?:0[0-59]|[689])/, [14, 16]],
];

/** A digit and those after it, which spaces or dashes may part as on the card's face. */
const DIGITS = /(?<![\d+])\d(?:[ -]?\d){12,22}(?!\d)/g;
// ISO/IEC 7813: format code B, number, `^`; number, `=`, year and month. ISO/IEC 4909: two digits before the number.
const TRACK_1 = /B(\d[\d ]{10,22}\d)\^|^%B\d{6}/i;
const TRACK_2 = /(?<!\d)(\d{12,19})=(?:\d\d(?:0[1-9]|1[0-2])|=|$)/;
const TRACK_3 = /[;+]\d\d(\d{12,19})=/;
const LONGEST_PHONE = 15;

/** True if the text holds the number of a bank card: in a track, damaged or whole, or by itself with valid check digit. */
export function holdsBankCard(text: string): boolean {
  if (TRACK_1.test(text)) return true;
  for (const track of [TRACK_2, TRACK_3]) {
    const number = track.exec(text)?.[1];
    if (number && (number.length > LONGEST_PHONE || luhn(number))) return true;
  }
  return (text.match(DIGITS) ?? []).some((digits) => isCardNumber(digits.replace(/\D/g, '')));
}

/** True for the number of a card of a known scheme, by its first digits, length and check digit. */
export function isCardNumber(digits: string): boolean {
  return SCHEMES.some(([first, lengths]) => first.test(digits) && lengths.includes(digits.length)) && luhn(digits);
}

/** ISO/IEC 7812-1, annex B. */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}
