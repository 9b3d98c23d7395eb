/** Above this a file is not read into memory to be saved; the browser opens or saves it by itself. */
const largestInMemory = 32 * 1024 * 1024;

/**
 * Saves a file under its name. The storage tells browsers to open images, PDF and films in place, and `download` on a
 * link means nothing across origins, so the bytes are fetched first; where the storage allows no such reading, and for
 * large files, the address is opened in a new tab, from where it can be saved.
 */
export async function saveFile(address: string, filename: string, size: number): Promise<void> {
  const bytes = size <= largestInMemory ? await bytesOf(address) : null;
  if (!bytes) return openInNewTab(address);

  const url = URL.createObjectURL(bytes);
  follow({ href: url, download: filename });
  // The browser has the file only when it has begun to write it, which no event tells.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Opens an address without giving the new page a way back to this one. */
export function openInNewTab(address: string): void {
  follow({ href: address, target: '_blank', rel: 'noopener noreferrer' });
}

async function bytesOf(address: string): Promise<Blob | null> {
  try {
    const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    return response.ok ? await response.blob() : null;
  } catch {
    // A storage that does not allow this origin to read looks like one that is out of reach: a new tab works or says so.
    return null;
  }
}

function follow(link: { href: string; download?: string; target?: string; rel?: string }): void {
  Object.assign(document.createElement('a'), link).click();
}
