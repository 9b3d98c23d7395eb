import type { I18n } from '../../i18n/use-i18n.ts';
import type { Upload } from '../../store/uploads/upload.ts';
import { problemText } from './problem-text.ts';

/**
 * What a screen reader is told when a list of uploads went from `before` to `after`; empty where nothing is worth it.
 * Progress is not: the progress bars say it to those who ask.
 */
export function announcementOf(
  before: readonly Upload[],
  after: readonly Upload[],
  i18n: Pick<I18n, 't' | 'format'>,
): string {
  const statusBefore = new Map(before.map((upload) => [upload.id, upload.status]));
  const changed = after.filter((upload) => statusBefore.get(upload.id) !== upload.status);
  const isNew = (upload: Upload) => !statusBefore.has(upload.id);
  const refused = changed.filter((upload) => upload.status === 'refused');
  const added = changed.filter((upload) => isNew(upload) && upload.status !== 'refused');

  return [
    ...(added.length > 0 ? [i18n.t('files.tray.added', { count: added.length })] : []),
    ...(refused.length > 0 ? [i18n.t('files.tray.refused', { count: refused.length })] : []),
    ...changed.flatMap((upload) => outcomeOf(upload, i18n)),
  ].join('. ');
}

function outcomeOf({ status, file, problem }: Upload, i18n: Pick<I18n, 't' | 'format'>): string[] {
  if (status === 'done') return [i18n.t('files.tray.ready', { name: file.name })];
  if (status !== 'failed' || !problem) return [];
  return [i18n.t('files.tray.failed', { name: file.name, problem: problemText(problem, i18n) })];
}
