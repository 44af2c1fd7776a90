/** Every word that the app says, in one place. */

const plural = new Intl.PluralRules('en');

function count(n: number, one: string, other: string): string {
  return `${n.toLocaleString('en')} ${plural.select(n) === 'one' ? one : other}`;
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });

export const words = {
  app: 'Parley',
  connection: {
    live: 'Live',
    catchingUp: 'Catching up',
    offline: (waiting: number) =>
      waiting === 0 ? 'Offline' : `Offline (${waiting.toLocaleString('en')} waiting)`,
    signedOut: 'Signed out',
    offlineHint: 'What you write is kept and sent once there is a connection.',
    ended: 'This connection was ended by the server.',
    reload: 'Reload',
  },
  signIn: {
    title: 'Sign in to Parley',
    lead: 'Good to see you.',
    tenant: 'Organization',
    tenantHint: 'Its short name, as in your invitation',
    email: 'Email',
    password: 'Password',
    submit: 'Sign in',
    busy: 'Signing in…',
    demoTitle: 'This is a demo. Come in as',
    demoHint: 'To see both sides, open a private window and come in as somebody else.',
    orForm: 'or with your own account',
    wrong: 'Organization, email or password is wrong.',
    unreachable: 'The server cannot be reached. Try again in a moment.',
    limited: 'Too many attempts. Wait a little, then try again.',
    ended: 'Your session has ended. Sign in again to go on.',
    required: 'Fill this in.',
  },
  join: {
    title: 'Welcome to Parley',
    lead: 'You were invited. Choose a password, and you are in.',
    invitation: 'Invitation',
    name: 'Your name',
    nameHint: 'As others see it; leave it empty to keep the one you were given',
    password: 'New password',
    passwordHint: 'At least 12 characters are hard to guess',
    submit: 'Come in',
    wrong: 'This invitation is not valid any more. Ask for a new one.',
    toSignIn: 'I have a password already',
    workspace: 'Joining a workspace',
    joining: 'One moment…',
    joined: (name: string) => `You are in ${name} now.`,
  },
  sidebar: {
    label: 'Conversations',
    navigation: 'Main',
    new: 'New conversation',
    search: 'Go to…',
    empty: 'No conversations yet',
    emptyHint: 'Start one with somebody you work with.',
    loading: 'Loading conversations',
    failed: 'The list could not be loaded.',
    more: 'Show older conversations',
    you: 'You',
    youSaid: (text: string) => `You: ${text}`,
    said: (name: string, text: string) => `${name}: ${text}`,
    deleted: 'Message deleted',
    nothing: 'No messages yet',
    unread: (n: number) => `${count(n, 'unread message', 'unread messages')}`,
    draft: 'Draft',
    waiting: 'Waiting to be sent',
  },
  home: {
    title: 'Pick up where you left off',
    hint: 'Choose a conversation, or start a new one.',
  },
  conversation: {
    unnamed: 'Conversation',
    alone: 'Only you',
    back: 'Back to conversations',
    people: (n: number) => count(n, 'person', 'people'),
    showPeople: 'People',
    online: 'Online',
    away: 'Away',
    offline: 'Offline',
    lastSeen: (when: string) => `Last seen ${when}`,
    missing: 'This conversation is not here',
    missingHint: 'It may have been deleted, or you are no longer part of it.',
    failed: 'The messages could not be loaded.',
    retry: 'Try again',
    toList: 'All conversations',
  },
  viewing: {
    others: (names: string[], more: number) => {
      const people = more > 0 ? [...names, count(more, 'other', 'others')] : names;
      const verb = people.length === 1 && more < 2 ? 'is' : 'are';
      return `${list.format(people)} ${verb} looking at this now`;
    },
    more: (n: number) => `+${n.toLocaleString('en')}`,
  },
  messages: {
    label: (name: string) => `Messages in ${name}`,
    loading: 'Loading messages',
    today: 'Today',
    yesterday: 'Yesterday',
    new: 'New',
    newBelow: (n: number) => count(n, 'new message', 'new messages'),
    toNewest: 'Jump to the newest',
    beginning: (name: string) => `This is the beginning of ${name}.`,
    beginningDirect: (name: string) => `This is the beginning of your conversation with ${name}.`,
    beFirst: 'Nothing was said yet. Somebody has to begin.',
    edited: 'edited',
    editedAt: (when: string) => `Edited ${when}`,
    deleted: 'This message was deleted.',
    sending: 'Sending',
    waiting: 'Waiting for a connection',
    failed: (why: string) => `Not sent: ${why}.`,
    retry: 'Try again',
    discard: 'Discard',
    actions: 'Actions for this message',
    reply: 'Reply',
    copy: 'Copy text',
    copied: 'Copied',
    edit: 'Edit',
    delete: 'Delete',
    deleteAsk: 'Delete this message for everybody?',
    keep: 'Keep',
    save: 'Save',
    cancel: 'Cancel',
    saveFailed: (why: string) => `Not saved: ${why}.`,
    deleteFailed: (why: string) => `Not deleted: ${why}.`,
    editing: 'Edit your message',
    editHint: 'Enter to save, Escape to cancel',
    announced: (name: string, text: string) => `${name}: ${text}`,
    replyTo: (name: string) => `Reply to ${name}`,
    replyElsewhere: 'Reply to an earlier message',
    typing: (names: string[]) => {
      if (names.length === 1) return `${names[0]} is typing…`;
      if (names.length <= 3) return `${list.format(names)} are typing…`;
      return 'Several people are typing…';
    },
    seenDirect: 'Seen',
    seenBy: (names: string[], others: number) =>
      others > 0
        ? `Seen by ${names.join(', ')} and ${count(others, 'other', 'others')}`
        : `Seen by ${list.format(names)}`,
    seenByAll: 'Seen by everybody',
  },
  composer: {
    placeholder: (name: string) => `Write to ${name}`,
    send: 'Send',
    left: (n: number) => `${count(n, 'character', 'characters')} left`,
    over: (n: number) => `${count(n, 'character', 'characters')} too many`,
    stopReply: 'Do not reply to this message',
    full: 'Too many messages are waiting. Your text is kept here.',
  },
  start: {
    title: 'New conversation',
    to: 'To',
    search: 'Find people by name or email',
    name: 'Name',
    nameHint: 'What is it about?',
    nameOptional: 'optional',
    submitDirect: 'Start conversation',
    submitGroup: 'Start group',
    one: 'Choose one person for a direct conversation, several for a group.',
    group: (n: number) => `A group of ${n}, with you.`,
    direct: 'A direct conversation.',
    none: (query: string) => `Nobody found for “${query}”.`,
    failed: 'People could not be searched.',
    remove: (name: string) => `Remove ${name}`,
    chosen: 'Chosen people',
    close: 'Close',
  },
  people: {
    title: 'People',
    unknown: 'Somebody',
    add: 'Add people',
    added: 'Add',
    owner: 'Owner',
    admin: 'Admin',
    guest: 'Guest',
    member: '',
    you: 'you',
    leave: 'Leave conversation',
    leaveAsk: 'Leave? You will not see new messages.',
    leaveYes: 'Leave',
    remove: (name: string) => `Remove ${name}`,
    rename: 'Rename',
    renameLabel: 'Name of the conversation',
    message: (name: string) => `Write to ${name}`,
    close: 'Close people',
    failed: (why: string) => `That did not work: ${why}.`,
    done: 'Done',
  },
  sessions: {
    title: 'Where you are signed in',
    lead: 'Sign out of a device that you do not use any more. It stops at once.',
    current: 'This device',
    used: (when: string) => `Used ${when}`,
    since: (when: string) => `Signed in ${when}`,
    revoke: 'Sign out',
    revokeLabel: (device: string) => `Sign out of ${device}`,
    unknown: 'Unknown device',
    on: (browser: string, system: string) => `${browser} on ${system}`,
    failed: 'The list could not be loaded.',
    loading: 'Loading sessions',
    revokeFailed: 'That did not work. Try again.',
    back: 'Back',
  },
  menu: {
    account: 'Account and settings',
    sessions: 'Where you are signed in',
    signOut: 'Sign out',
    theme: 'Colours',
    light: 'Light',
    dark: 'Dark',
    system: 'As the system',
    shortcuts: 'Keyboard shortcuts',
  },
  palette: {
    label: 'Go to or do',
    placeholder: 'Go to a conversation, find a person, do something…',
    conversations: 'Conversations',
    people: 'People',
    actions: 'Actions',
    none: 'Nothing found',
    next: 'Next unread conversation',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    palette: 'Go to anything',
    new: 'New conversation',
    people: 'Show people',
    previous: 'Previous conversation',
    following: 'Next conversation',
    unread: 'Next unread conversation',
    editLast: 'Edit your last message (in an empty composer)',
    reply: 'Reply to the message in focus',
    edit: 'Edit the message in focus',
    delete: 'Delete the message in focus',
    help: 'This list',
    close: 'Close',
  },
  problem: {
    unreachable: 'no connection',
    forbidden: 'you are not allowed to',
    not_found: 'it is not there any more',
    gone: 'it was deleted',
    too_large: 'it is too long',
    rate_limited: 'too fast, wait a moment',
    unavailable: 'the server is not ready',
    storage_full: 'the server is full',
    internal: 'the server had an accident',
  } as Record<string, string>,
  fault: {
    title: 'Something broke',
    hint: 'Your messages are safe. Load the page again to go on.',
    reload: 'Load again',
  },
};

/** Why something was refused, as the end of a sentence. */
export function reason(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) {
    const known = words.problem[String(error.code)];
    if (known !== undefined) return known;
    if ('title' in error && typeof error.title === 'string') return lower(error.title);
  }
  return words.problem.internal as string;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
