import { limits } from '../../../contract/limits.ts';
import type { I18n } from '../../i18n/use-i18n.ts';
import type { UploadProblem } from '../../store/uploads/upload.ts';

/** What is wrong with a file, in the person's language. */
export function problemText({ code }: UploadProblem, { t, format }: Pick<I18n, 't' | 'format'>): string {
  switch (code) {
    case 'size':
      return t('files.problem.size', { size: format.fileSize(limits.fileBytes) });
    case 'name':
      return t('files.problem.name', { max: limits.filename });
    case 'count':
      return t('files.problem.count', { max: limits.attachmentsPerMessage });
    default:
      return t(`files.problem.${code}`);
  }
}
