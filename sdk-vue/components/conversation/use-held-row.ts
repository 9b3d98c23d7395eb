import { onBeforeUnmount, type Ref } from 'vue';

export interface HeldRow {
  /** From now on, until the new rows are measured, what is read is held in its place. */
  hold(): void;
  /**
   * To call before the document follows what was measured. Returns what to call after it: that puts the row in the middle
   * of the view back where it stood.
   */
  look(): () => void;
}

/** In frames: new rows are measured by then. */
const heldFrames = 10;

/**
 * Keeps a row in its place while rows in sight above it change their size, which the virtualiser takes for growth
 * downwards: the first message loses its day and its sender's name when those before it are loaded.
 */
export function useHeldRow(viewport: Readonly<Ref<HTMLElement | null>>): HeldRow {
  let framesLeft = 0;
  let frame = 0;

  function countFrames(): void {
    framesLeft -= 1;
    if (framesLeft > 0) frame = requestAnimationFrame(countFrames);
  }

  function rowInMiddle(): HTMLElement | undefined {
    const element = viewport.value;
    if (!element || framesLeft === 0) return undefined;
    const { top, height } = element.getBoundingClientRect();
    const rows = [...element.querySelectorAll<HTMLElement>('[data-row]')];
    return rows.find((row) => row.getBoundingClientRect().top > top + height / 2);
  }

  onBeforeUnmount(() => cancelAnimationFrame(frame));

  return {
    hold() {
      framesLeft = heldFrames;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(countFrames);
    },
    look() {
      const row = rowInMiddle();
      const before = row?.getBoundingClientRect().top;
      return () => {
        if (row === undefined || before === undefined || !row.isConnected) return;
        viewport.value?.scrollBy({ top: row.getBoundingClientRect().top - before, behavior: 'instant' });
      };
    },
  };
}
