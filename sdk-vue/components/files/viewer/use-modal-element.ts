import { onBeforeUnmount, onMounted, type Ref } from 'vue';

const focusable = 'button:not(:disabled), a[href], iframe, video[controls], [tabindex="0"]';

/**
 * Shows a `<dialog>` above everything as long as its component lives. The browser's own top layer is used because the
 * chat lies inside other people's pages: no `transform`, `overflow` or `z-index` of theirs reaches into it, what is
 * behind cannot be reached by any means, and the focus returns to where it was.
 */
export function useModalElement(element: Ref<HTMLDialogElement | null>) {
  let opener: Element | null = null;

  onMounted(() => {
    opener = document.activeElement;
    element.value?.showModal();
    // Not on the first button, which is not what was asked for: the keys of the viewer work from here.
    element.value?.focus();
  });

  onBeforeUnmount(() => {
    element.value?.close();
    // Where the element that had the focus is inside a shadow root, the browser itself has returned it by now.
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  });

  /** Keeps Tab inside. By itself the browser would go on to its own address bar. */
  function keepFocusInside(event: KeyboardEvent): void {
    if (event.key !== 'Tab' || !element.value) return;
    const stops = [...element.value.querySelectorAll<HTMLElement>(focusable)];
    const [first] = stops;
    const last = stops.at(-1);
    const leaving = event.shiftKey ? first : last;
    const target = event.shiftKey ? last : first;
    const isLeaving =
      document.activeElement === leaving || (event.shiftKey && document.activeElement === element.value);
    if (!target || !isLeaving) return;
    event.preventDefault();
    target.focus();
  }

  return { keepFocusInside };
}
