import { type ContentData, createContentLoader } from 'vitepress';

/** A decision: its number and title, and where it is told. */
interface Decision {
  title: string;
  url: string;
}

declare const data: Decision[];

export { data };

/** Every file of this folder that begins with a number. */
export default createContentLoader('decisions/[0-9]*.md', {
  includeSrc: true,
  transform: (pages: ContentData[]): Decision[] =>
    pages
      .sort((a, b) => a.url.localeCompare(b.url))
      .map(({ src = '', url }) => ({ title: /^# (.+)$/m.exec(src)?.[1] ?? url, url })),
});
