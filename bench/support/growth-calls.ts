import type { Api } from './api.ts';

/** A dialog, and how those of its people who are measured see the API. */
export interface MeasuredDialog {
  id: string;
  /** Has read nothing. */
  reader: Api;
  writer: Api;
  /** Ids of messages, in order. */
  middle: readonly string[];
}

/** One call in each of the dialogs. */
function inEach(dialogs: readonly MeasuredDialog[], call: (dialog: MeasuredDialog) => Promise<unknown>) {
  return dialogs.map((dialog) => () => call(dialog));
}

/** What people do in one dialog, to be measured where something about the dialog, or around it, grows. */
export function dialogCalls(dialogs: readonly MeasuredDialog[]) {
  const page = (place: string) =>
    inEach(dialogs, ({ id, reader }) => reader.call('GET', `/dialogs/${id}/messages${place}`));
  return {
    send: {
      name: 'send',
      atSizes: inEach(dialogs, ({ id, writer }) =>
        writer.call('POST', `/dialogs/${id}/messages`, { content: '<p>Hello</p>' }),
      ),
    },
    firstPage: { name: 'first page, nothing read yet', atSizes: page('') },
    middlePage: {
      name: 'a page in the middle',
      atSizes: dialogs.map(({ id, reader, middle }) => {
        const next = eachInTurn(middle);
        return () => reader.call('GET', `/dialogs/${id}/messages?around=${next()}`);
      }),
    },
    unread: {
      name: 'unread count of a dialog',
      atSizes: inEach(dialogs, ({ id, reader }) => reader.call('GET', `/dialogs/${id}`)),
    },
  };
}

/** Gives one after another, and begins again after the last. */
export function eachInTurn(items: readonly string[]): () => string {
  let next = 0;
  return () => {
    const item = items[next % items.length];
    if (item === undefined) throw new Error('There is nothing to choose from');
    next += 1;
    return item;
  };
}
