/** What of the browser's device interfaces is used here; they exist in Chromium only and in a secure context. */
interface HidReport extends Event {
  data: DataView;
}
interface HidDevice extends EventTarget {
  open(): Promise<void>;
}
interface Browser {
  hid?: { requestDevice(options: { filters: { usagePage: number }[] }): Promise<HidDevice[]> };
  serial?: {
    requestPort(): Promise<{
      open(options: { baudRate: number }): Promise<void>;
      readable: ReadableStream<Uint8Array>;
    }>;
  };
}

const browser = navigator as unknown as Browser;
export const hasHid = browser.hid !== undefined;
export const hasSerial = browser.serial !== undefined;

/** HID usage page of bar code scanners (HID Point of Sale Usage Tables, 1.02). */
const SCANNER_PAGE = 0x8c;
/** A serial scanner may send no line end: silence of so many milliseconds ends a code. */
const SILENCE = 120;

/** Asks for a scanner in HID-POS mode and tells each code that it reads. Rejects if none was chosen. */
export async function connectHid(onCode: (text: string) => void): Promise<void> {
  const [device] = (await browser.hid?.requestDevice({ filters: [{ usagePage: SCANNER_PAGE }] })) ?? [];
  if (!device) throw new Error('no device');
  await device.open();
  let code = '';
  device.addEventListener('inputreport', (event) => {
    const { data } = event as HidReport;
    // Length, three bytes of symbology, the data, and at the end whether more follows.
    const length = Math.min(data.getUint8(0), data.byteLength - 5);
    code += text(new Uint8Array(data.buffer, data.byteOffset + 4, Math.max(0, length)));
    if (data.getUint8(data.byteLength - 1) !== 0) return;
    onCode(code);
    code = '';
  });
}

/** Asks for a scanner in USB-COM mode and tells each code that it reads. Rejects if none was chosen. */
export async function connectSerial(onCode: (text: string) => void): Promise<void> {
  const port = await browser.serial?.requestPort();
  if (!port) throw new Error('no port');
  await port.open({ baudRate: 9_600 });
  const reader = port.readable.getReader();
  let code = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(timer);
    if (code.trim() !== '') onCode(code);
    code = '';
  };
  void (async () => {
    for (;;) {
      const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
      if (done || !value) return;
      code += text(value);
      clearTimeout(timer);
      if (/[\r\n]$/.test(code)) end();
      else timer = setTimeout(end, SILENCE);
    }
  })();
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
