import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Person } from '../people/acquaintances.ts';
import { PeoplePicker } from '../people/PeoplePicker.tsx';
import { useTalk } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { back, conversationRoute, go } from '../shell/router.ts';
import { reason, words } from '../shell/strings.ts';

/** Choosing one person begins a direct conversation, choosing several a group. */
export function NewConversation() {
  const talk = useTalk();
  const [chosen, setChosen] = useState<Person[]>([]);
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const group = chosen.length > 1;

  const start = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length === 0 || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const ids = chosen.map((person) => person.id);
      const title = group ? name.trim() || suggestedName([talk.parley.me, ...chosen]) : null;
      go(conversationRoute(await talk.begin(ids, title)), 'replace');
    } catch (error) {
      setFailure(reason(error));
      setBusy(false);
    }
  };

  return (
    <main className="main">
      <header className="head">
        <h1 className="head-title head-alone">{words.start.title}</h1>
        <IconButton
          icon={X}
          label={words.start.close}
          shortcut="escape"
          tip="below-end"
          onClick={() => back({ at: 'home' })}
        />
      </header>
      <form className="start" onSubmit={(event) => void start(event)}>
        <PeoplePicker
          label={words.start.to}
          chosen={chosen}
          onChange={setChosen}
          excluded={[talk.parley.me.id]}
          autoFocus
        />
        {group && (
          <label className="field">
            <span className="field-label">
              {words.start.name} <span className="soft">({words.start.nameOptional})</span>
            </span>
            <input
              className="input"
              value={name}
              maxLength={100}
              dir="auto"
              placeholder={words.start.nameHint}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
        )}
        <div className="start-end">
          <p className="soft" role="status">
            {chosen.length === 0
              ? words.start.one
              : group
                ? words.start.group(chosen.length + 1)
                : words.start.direct}
          </p>
          <button
            type="submit"
            className="button button-accent"
            disabled={chosen.length === 0 || busy}
          >
            {group ? words.start.submitGroup : words.start.submitDirect}
          </button>
        </div>
        {failure !== null && (
          <p className="danger" role="alert">
            {words.people.failed(failure)}
          </p>
        )}
      </form>
    </main>
  );
}

function suggestedName(people: Person[]): string {
  return people
    .map((person) => person.displayName.split(/\s+/u)[0])
    .join(', ')
    .slice(0, 100);
}
