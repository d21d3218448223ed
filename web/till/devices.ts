/** What of the browser's device interfaces is used here; they exist in Chromium only and in a secure context. */
interface HidReport extends Event {
  data: DataView;
}
interface HidDevice extends EventTarget {
  opened: boolean;
  collections: { usagePage: number }[];
  open(): Promise<void>;
}
interface SerialPort {
  open(options: { baudRate: number }): Promise<void>;
  readable: ReadableStream<Uint8Array> | null;
}
/** A device that was allowed before is plugged in. */
interface Plugged<Device> {
  addEventListener(type: 'connect', listener: (event: Event & { device?: Device; target: unknown }) => void): void;
  removeEventListener(type: 'connect', listener: (event: Event & { device?: Device; target: unknown }) => void): void;
}
interface Browser {
  hid?: Plugged<HidDevice> & {
    requestDevice(options: { filters: { usagePage: number }[] }): Promise<HidDevice[]>;
    getDevices(): Promise<HidDevice[]>;
  };
  serial?: Plugged<SerialPort> & { requestPort(): Promise<SerialPort>; getPorts(): Promise<SerialPort[]> };
}

type OnCode = (text: string) => void;

const browser = navigator as unknown as Browser;
export const hasHid = browser.hid !== undefined;
export const hasSerial = browser.serial !== undefined;

/** HID usage page of bar code scanners (HID Point of Sale Usage Tables, 1.02). */
const SCANNER_PAGE = 0x8c;
/** A serial scanner may send no line end: silence of so many milliseconds ends a code. */
const SILENCE = 120;

/** Asks for a scanner in HID-POS mode and tells each code that it reads. Rejects if none was chosen. */
export async function connectHid(onCode: OnCode): Promise<void> {
  const [device] = (await browser.hid?.requestDevice({ filters: [{ usagePage: SCANNER_PAGE }] })) ?? [];
  if (!device) throw new Error('no device');
  await listenHid(device, onCode);
}

/** Asks for a scanner in USB-COM mode and tells each code that it reads. Rejects if none was chosen. */
export async function connectSerial(onCode: OnCode): Promise<void> {
  const port = await browser.serial?.requestPort();
  if (!port) throw new Error('no port');
  await listenSerial(port, onCode);
}

/** Listens to the scanners that were allowed before, now and whenever they are plugged in again. Gives the way to stop. */
export function reconnect(onCode: OnCode): () => void {
  const { hid, serial } = browser;
  const isScanner = (device: HidDevice) => device.collections.some(({ usagePage }) => usagePage === SCANNER_PAGE);
  const byHid = (device: HidDevice) => isScanner(device) && void listenHid(device, onCode).catch(() => {});
  const bySerial = (port: SerialPort) => void listenSerial(port, onCode).catch(() => {});
  const hidIn = (event: { device?: HidDevice }) => event.device && byHid(event.device);
  const serialIn = (event: { target: unknown }) => bySerial(event.target as SerialPort);
  hid?.getDevices().then(
    (devices) => devices.forEach(byHid),
    () => {},
  );
  serial?.getPorts().then(
    (ports) => ports.forEach(bySerial),
    () => {},
  );
  hid?.addEventListener('connect', hidIn);
  serial?.addEventListener('connect', serialIn);
  return () => {
    hid?.removeEventListener('connect', hidIn);
    serial?.removeEventListener('connect', serialIn);
  };
}

async function listenHid(device: HidDevice, onCode: OnCode): Promise<void> {
  if (device.opened) return;
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

async function listenSerial(port: SerialPort, onCode: OnCode): Promise<void> {
  if (port.readable) return;
  await port.open({ baudRate: 9_600 });
  // Opening gives it its stream.
  const reader = (port.readable as ReadableStream<Uint8Array> | null)?.getReader();
  if (!reader) throw new Error('no stream');
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
