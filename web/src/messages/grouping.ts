import type { Message } from '@parley/sdk';
import { sameDay } from '../shell/time.ts';

const GROUP_MS = 5 * 60_000;

export type Grouped = Pick<Message, 'userId' | 'type' | 'createdAt' | 'replyToId'>;

/** Whether a message begins a day, and whether it is told apart from the one before it. */
export function placeOf(
  message: Grouped,
  before: Grouped | undefined,
): { startsDay: boolean; startsGroup: boolean } {
  if (before === undefined) return { startsDay: true, startsGroup: true };
  const startsDay = !sameDay(before.createdAt, message.createdAt);
  const apart = Date.parse(message.createdAt) - Date.parse(before.createdAt);
  const startsGroup =
    startsDay ||
    before.userId !== message.userId ||
    before.type !== message.type ||
    message.replyToId !== null ||
    apart > GROUP_MS;
  return { startsDay, startsGroup };
}
