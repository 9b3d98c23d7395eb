import { endingOf } from './content-type.ts';

/** What a paste or a drop carries, as much as is read of it. A `DataTransfer` is one. */
export interface CarriedData {
  readonly types: readonly string[];
  readonly files: ArrayLike<File>;
  getData(format: string): string;
}

/** The names that browsers give to a picture that never was a file. */
const namelessPicture = /^image\.(png|jpe?g|gif|bmp|webp|tiff?)$/i;

/**
 * The files that a paste means, each with a name that says something; none where it means text.
 * Office programs add a picture of the text that was copied, which nobody wants as a file.
 */
export function pastedFiles(data: CarriedData, now: Date): File[] {
  const files = Array.from(data.files);
  const hasText = data.getData('text/plain').trim() !== '';
  const onlyPicturesOfIt = files.every((file) => namelessPicture.test(file.name));
  if (hasText && onlyPicturesOfIt) return [];

  return files.map((file, index) =>
    namelessPicture.test(file.name) ? asScreenshot(file, now, index) : file,
  );
}

/**
 * Whether files from outside are dragged. A picture dragged out of a page says `Files` too, but also what it is in
 * the page; dropping it back into the conversation would only send it again.
 */
export function carriesFiles(data: Pick<CarriedData, 'types'>): boolean {
  return data.types.includes('Files') && !data.types.includes('text/html');
}

function asScreenshot(file: File, now: Date, index: number): File {
  const suffix = index === 0 ? '' : `-${index + 1}`;
  const name = `screenshot-${localTime(now)}${suffix}.${endingOf(file.name)}`;
  return new File([file], name, { type: file.type, lastModified: now.getTime() });
}

/** Such as 2026-03-09-14-05-59, in the person's own time. */
function localTime(time: Date): string {
  const parts = [
    time.getMonth() + 1,
    time.getDate(),
    time.getHours(),
    time.getMinutes(),
    time.getSeconds(),
  ].map((part) => String(part).padStart(2, '0'));
  return [time.getFullYear(), ...parts].join('-');
}
