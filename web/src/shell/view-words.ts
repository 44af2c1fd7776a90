/** What the app says about views that are kept. A part of `words`. */
export const viewWords = {
  saved: {
    open: 'Views',
    list: (board: string) => `Views of ${board}`,
    loading: 'Loading the views',
    failed: 'The views could not be loaded.',
    again: 'Try again',
    none: 'No views yet. Keep what you see here under a name.',
    shared: 'Shared with the workspace',
    name: 'Name of the view',
    save: 'Save this view',
    saveHint: 'The layout, the filter and the order that you see now.',
    share: 'Share with the workspace',
    rename: (name: string) => `Rename ${name}`,
    shareOne: (name: string) => `Share ${name}`,
    unshare: (name: string) => `Stop sharing ${name}`,
    delete: (name: string) => `Delete ${name}`,
    saved: (name: string) => `${name}: saved.`,
    deleted: (name: string) => `${name}: deleted.`,
    refused: (why: string) => `The view was not changed: ${why}.`,
  },
};
