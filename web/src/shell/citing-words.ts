import { count } from './counting.ts';

/** What the app says about tasks that a message cites. A part of `words`. */
export const citingWords = {
  citing: {
    suggestions: 'Tasks to cite',
    chosen: 'Tasks that this message will cite',
    remove: (title: string) => `Do not cite ${title}`,
    cited: (many: number) => `Cites ${count(many, 'task', 'tasks')}`,
    unseen: 'A task that you cannot see',
    full: 'A message cites at most 20 tasks.',
  },
};
