import type { Participant } from '@parley/sdk';
import { MessageSquare, UserMinus, UserPlus, X } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import { nameOf } from '../conversations/names.ts';
import { usePresenceOf, useSelect, useTalk } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { back, conversationRoute, go } from '../shell/router.ts';
import { reason, words } from '../shell/strings.ts';
import { Avatar, PresenceWord } from './Avatar.tsx';
import type { Person } from './acquaintances.ts';
import { PeoplePicker } from './PeoplePicker.tsx';

const WATCHED = 80;
const NOBODY: readonly Participant[] = [];

/** Who takes part; and for those who may, adding, removing and renaming. */
export function PeoplePanel({ id }: { id: string }) {
  const talk = useTalk();
  const conversation = useSelect((state) => state.conversations[id]);
  const people = useSelect((state) => state.participants[id] ?? NOBODY);
  const [adding, setAdding] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const ids = useMemo(
    () =>
      people
        .slice(0, WATCHED)
        .map((person) => person.userId)
        .sort(),
    [people],
  );
  usePresenceOf(ids);
  if (conversation === undefined) return null;
  const group = conversation.type === 'group';
  const governs = group && (conversation.role === 'owner' || conversation.role === 'admin');

  const attempt = async (work: () => Promise<unknown>) => {
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(reason(error));
    }
  };
  const sorted = [...people].sort((a, b) => a.displayName.localeCompare(b.displayName));
  return (
    <aside className="panel" aria-label={words.people.title}>
      <header className="head">
        <h2 className="head-title head-alone">
          {words.people.title} <span className="soft">{people.length}</span>
        </h2>
        {group && !adding && (
          <IconButton
            icon={UserPlus}
            label={words.people.add}
            tip="below-end"
            onClick={() => setAdding(true)}
          />
        )}
        <IconButton
          icon={X}
          label={words.people.close}
          tip="below-end"
          onClick={() => back(conversationRoute(id))}
        />
      </header>
      <div className="panel-body">
        {failure !== null && (
          <p className="danger panel-note" role="alert">
            {words.people.failed(failure)}
          </p>
        )}
        {adding && (
          <AddPeople
            present={people.map((person) => person.userId)}
            onDone={() => setAdding(false)}
            onAdd={(chosen) =>
              attempt(() =>
                talk.addPeople(
                  id,
                  chosen.map((person) => person.id),
                ),
              )
            }
          />
        )}
        {governs && <Rename key={conversation.name} id={id} attempt={attempt} />}
        <ul className="people">
          {sorted.map((person) => (
            <PersonRow
              key={person.userId}
              person={person}
              conversationId={id}
              governs={governs}
              attempt={attempt}
            />
          ))}
        </ul>
        {group && <Leave id={id} attempt={attempt} />}
      </div>
    </aside>
  );
}

type Attempt = (work: () => Promise<unknown>) => Promise<void>;

interface PersonProps {
  person: Participant;
  conversationId: string;
  governs: boolean;
  attempt: Attempt;
}

function PersonRow({ person, conversationId, governs, attempt }: PersonProps) {
  const talk = useTalk();
  const { userId, displayName, role } = person;
  const me = userId === talk.parley.me.id;
  const note = role === 'member' ? '' : words.people[role];
  const write = () => attempt(async () => go(conversationRoute(await talk.begin([userId], null))));
  return (
    <li className="person">
      <Avatar id={userId} name={displayName} presence />
      <span className="person-name" dir="auto">
        {displayName} {me && <span className="soft">({words.people.you})</span>}
      </span>
      <PresenceWord id={userId} />
      <span className="meta person-role">{note}</span>
      {!me && (
        <span className="person-actions">
          <IconButton
            icon={MessageSquare}
            label={words.people.message(displayName)}
            tip="above-end"
            onClick={() => void write()}
          />
          {governs && (
            <IconButton
              icon={UserMinus}
              label={words.people.remove(displayName)}
              tip="above-end"
              onClick={() => void attempt(() => talk.removePerson(conversationId, userId))}
            />
          )}
        </span>
      )}
    </li>
  );
}

interface AddProps {
  present: string[];
  onDone: () => void;
  onAdd: (chosen: Person[]) => Promise<void>;
}

function AddPeople({ present, onDone, onAdd }: AddProps) {
  const [chosen, setChosen] = useState<Person[]>([]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length > 0) await onAdd(chosen);
    onDone();
  };
  return (
    <form className="panel-form" onSubmit={(event) => void submit(event)}>
      <PeoplePicker
        label={words.people.add}
        chosen={chosen}
        onChange={setChosen}
        excluded={present}
        autoFocus
      />
      <div className="panel-buttons">
        <button type="button" className="button" onClick={onDone}>
          {words.messages.cancel}
        </button>
        <button type="submit" className="button button-accent" disabled={chosen.length === 0}>
          {words.people.added}
        </button>
      </div>
    </form>
  );
}

function Rename({ id, attempt }: { id: string; attempt: Attempt }) {
  const talk = useTalk();
  const known = useSelect((state) => {
    const conversation = state.conversations[id];
    return conversation === undefined ? '' : nameOf(state, conversation);
  });
  const [name, setName] = useState(known);
  const changed = name.trim() !== '' && name.trim() !== known;
  return (
    <form
      className="panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) void attempt(() => talk.rename(id, name.trim()));
      }}
    >
      <label className="field">
        <span className="field-label">{words.people.renameLabel}</span>
        <input
          className="input"
          value={name}
          maxLength={100}
          dir="auto"
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {changed && (
        <div className="panel-buttons">
          <button type="button" className="button" onClick={() => setName(known)}>
            {words.messages.cancel}
          </button>
          <button type="submit" className="button button-accent">
            {words.people.rename}
          </button>
        </div>
      )}
    </form>
  );
}

function Leave({ id, attempt }: { id: string; attempt: Attempt }) {
  const talk = useTalk();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="button panel-leave" onClick={() => setAsking(true)}>
        {words.people.leave}
      </button>
    );
  }
  return (
    <div className="panel-leave panel-ask">
      <p>{words.people.leaveAsk}</p>
      <div className="panel-buttons">
        <button type="button" className="button" onClick={() => setAsking(false)}>
          {words.messages.cancel}
        </button>
        <button
          type="button"
          className="button button-danger"
          onClick={() =>
            void attempt(async () => {
              await talk.removePerson(id, talk.parley.me.id);
              go({ at: 'home' }, 'replace');
            })
          }
        >
          {words.people.leaveYes}
        </button>
      </div>
    </div>
  );
}
