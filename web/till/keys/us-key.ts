const rows: [codes: string, plain: string, shifted: string][] = [
  [
    'Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal',
    '`1234567890-=',
    '~!@#$%^&*()_+',
  ],
  [
    'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Backslash',
    'qwertyuiop[]\\',
    'QWERTYUIOP{}|',
  ],
  ['KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote', "asdfghjkl;'", 'ASDFGHJKL:"'],
  ['KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash Space', 'zxcvbnm,./ ', 'ZXCVBNM<>? '],
];

const keys = new Map<string, readonly [plain: string, shifted: string]>(
  rows.flatMap(([codes, plain, shifted]) =>
    codes.split(' ').map((code, at) => [code, [plain[at] ?? '', shifted[at] ?? '']] as const),
  ),
);

/** What a physical key types on a US keyboard whatever layout is on; undefined for keys that are the same in all (numpad) or unknown. */
export function usKey(code: string, shift: boolean): string | undefined {
  return keys.get(code)?.[shift ? 1 : 0];
}
