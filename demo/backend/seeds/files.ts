import { readFile } from 'node:fs/promises';

export interface SeedFile {
  filename: string;
  contentType: string;
  width: number | null;
  height: number | null;
}

function picture(filename: string, contentType: string, width: number, height: number): SeedFile {
  return { filename, contentType, width, height };
}

function paper(filename: string, contentType: string): SeedFile {
  return { filename, contentType, width: null, height: null };
}

/** What people send each other; the key is the name of the file in `files/`. */
export const seedFiles = {
  'container-yard.jpg': picture('Ningbo terminal, yard B.jpg', 'image/jpeg', 864, 576),
  'vessel.jpg': picture('MV Nordhaul Star.jpg', 'image/jpeg', 864, 540),
  'damaged-pallet.jpg': picture('паллета 14.jpg', 'image/jpeg', 648, 864),
  'route.png': picture('route-ningbo-kazan.png', 'image/png', 960, 600),
  'invoice.pdf': paper('Proforma invoice SO-2041.pdf', 'application/pdf'),
  'packing-list.csv': paper('装箱单 SO-2042.csv', 'text/csv'),
} as const satisfies Record<string, SeedFile>;

export type SeedFileName = keyof typeof seedFiles;

/** The bytes of a file. */
export function readSeedFile(name: SeedFileName): Promise<Buffer<ArrayBuffer>> {
  return readFile(new URL(`files/${name}`, import.meta.url));
}
