import type { Order } from '../../backend/orders.ts';
import type { Person } from '../../backend/people.ts';
import type {
  CreatedDialog,
  ErrorAnswer,
  NewDialog,
  ReceivedWebhook,
  TokenAnswer,
} from '../../backend/wire.ts';
import type { PagesSettings } from '../../build.ts';

/** The host's own server, as its pages call it. Both are built from these sources, so the types are believed. */
export interface Backend {
  people(): Promise<Person[]>;
  orders(): Promise<Order[]>;
  /** Null where MTChat needs none. */
  token(person: string): Promise<string | null>;
  createDialog(form: NewDialog): Promise<CreatedDialog>;
  /** Hears the webhooks: those of late first, after `onStart`, which comes anew after each broken connection. */
  hearWebhooks(hearing: WebhookHearing): { stop(): void };
}

export interface WebhookHearing {
  onStart(): void;
  onWebhook(received: ReceivedWebhook): void;
  onBroken(): void;
}

/** Finds the backend by the file beside the pages. */
export async function findBackend(): Promise<Backend> {
  const { backendUrl }: PagesSettings = await answerOf(await fetch('demo-settings.json'));
  const get = async <Answer>(path: string): Promise<Answer> => answerOf(await fetch(`${backendUrl}${path}`));
  const post = async <Answer>(path: string, body: unknown): Promise<Answer> =>
    answerOf(
      await fetch(`${backendUrl}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );

  return {
    people: () => get('/people'),
    orders: () => get('/orders'),
    token: async (person) => (await post<TokenAnswer>('/token', { person })).token,
    createDialog: (form) => post('/dialogs', form),
    hearWebhooks: ({ onStart, onWebhook, onBroken }) => {
      const source = new EventSource(`${backendUrl}/webhooks/stream`);
      source.addEventListener('start', onStart);
      source.addEventListener('message', (event) => onWebhook(JSON.parse(event.data)));
      source.addEventListener('error', onBroken);
      return { stop: () => source.close() };
    },
  };
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  if (response.ok) return response.json();
  const answer: ErrorAnswer = await response.json().catch(() => ({ error: `Status ${response.status}` }));
  throw new Error(answer.error);
}
