const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)/i;

/** Whether Windows takes this name of a file or folder for a device, whatever ending follows: `nul`, `Com1.txt`. */
export function isWindowsDevice(name: string): boolean {
  return DEVICE.test(name);
}
