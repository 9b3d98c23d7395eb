import { newWaits, type Others, type Waits } from './people.ts';

/** How others fared: in the calm stretches and in the stormy ones between them. */
export interface Fared {
  calm: Waits;
  stormy: Waits;
}

/** Exchanges of a calm stretch. A stormy one has as many as fit in, and these at least. */
const exchanges = 15;

/**
 * Raises the storm so many times, with a calm between, and measures in both by turns: whatever else the machine does
 * befalls them alike.
 */
export async function byTurns(
  others: Others,
  times: number,
  raise: (turn: number) => Promise<void>,
): Promise<Fared> {
  const fared = { calm: newWaits(), stormy: newWaits() };
  for (let count = 0; count < 5; count += 1) await others.exchange(newWaits());
  for (let turn = 0; turn < times; turn += 1) {
    for (let count = 0; count < exchanges; count += 1) await others.exchange(fared.calm);
    let isOver = false;
    const storm = raise(turn).finally(() => {
      isOver = true;
    });
    while (!isOver) await others.exchange(fared.stormy);
    await storm;
  }
  return fared;
}

/** How many times as long others waited in the storm, at the middle and near the end of what they waited. */
export function ratiosOf({ calm, stormy }: Fared) {
  const ratio = (of: keyof Waits, share: number) => stormy[of].percentile(share) / calm[of].percentile(share);
  return {
    'delivered p50': ratio('delivered', 50),
    'read p50': ratio('read', 50),
    'delivered p95': ratio('delivered', 95),
    'read p95': ratio('read', 95),
  };
}
