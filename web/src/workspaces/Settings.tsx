import type { Workspace } from '@parley/sdk';
import { useId, useState } from 'react';
import { NAME_LENGTH_MAX } from '../boards/limits.ts';
import { GrowingText } from '../messages/GrowingText.tsx';
import { useTalk } from '../shell/hooks.ts';
import { go } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import type { Attempt } from './CrewPage.tsx';

const DESCRIPTION_LENGTH_MAX = 2_000;

interface Props {
  workspace: Workspace;
  governs: boolean;
  attempt: Attempt;
}

/** What it is called, and the ways out of it. */
export function Settings({ workspace, governs, attempt }: Props) {
  const { work } = useTalk();
  const { id, role } = workspace;
  const gone = () => go({ at: 'home' }, 'replace');
  return (
    <section className="crew" aria-labelledby="crew-settings">
      <h2 className="crew-title" id="crew-settings">
        {words.crew.settings}
      </h2>
      {governs && (
        <Naming
          key={`${workspace.name}\n${workspace.description}`}
          workspace={workspace}
          attempt={attempt}
        />
      )}
      <Asked
        words={[words.crew.leave, words.crew.leaveAsk, words.crew.leaveYes]}
        onYes={() => attempt(() => work.leave(id).then(gone))}
      />
      {role === 'owner' && (
        <Asked
          words={[words.crew.delete, words.crew.deleteAsk, words.crew.deleteYes]}
          onYes={() => attempt(() => work.end(id).then(gone))}
        />
      )}
    </section>
  );
}

function Naming({ workspace, attempt }: Pick<Props, 'workspace' | 'attempt'>) {
  const { work } = useTalk();
  const id = useId();
  const [name, setName] = useState(workspace.name);
  const [description, setDescription] = useState(workspace.description ?? '');
  const changed =
    name.trim() !== workspace.name || description.trim() !== (workspace.description ?? '');
  const said = description.trim() === '' ? null : description.trim();
  return (
    <form
      className="crew-form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => work.rename(workspace.id, name.trim(), said));
      }}
    >
      <div className="field">
        <label className="field-label" htmlFor={`${id}-name`}>
          {words.crew.name}
        </label>
        <input
          id={`${id}-name`}
          className="input"
          dir="auto"
          required
          maxLength={NAME_LENGTH_MAX}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="field">
        <label className="field-label" htmlFor={`${id}-description`}>
          {words.crew.description}
        </label>
        <GrowingText
          id={`${id}-description`}
          className="input"
          dir="auto"
          rows={2}
          maxLength={DESCRIPTION_LENGTH_MAX}
          placeholder={words.crew.descriptionHint}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </div>
      <div className="panel-buttons">
        <button
          type="submit"
          className="button button-accent"
          disabled={!changed || name.trim() === ''}
        >
          {words.crew.save}
        </button>
      </div>
    </form>
  );
}

interface AskedProps {
  words: [act: string, ask: string, yes: string];
  onYes: () => Promise<unknown>;
}

/** What cannot be taken back is asked about first. */
function Asked({ words: [act, ask, yes], onYes }: AskedProps) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="button crew-act" onClick={() => setAsking(true)}>
        {act}
      </button>
    );
  }
  return (
    <div className="panel-ask">
      <p>{ask}</p>
      <div className="panel-buttons">
        <button type="button" className="button" onClick={() => setAsking(false)}>
          {words.messages.cancel}
        </button>
        <button
          type="button"
          className="button button-danger"
          onClick={() => {
            setAsking(false);
            void onYes();
          }}
        >
          {yes}
        </button>
      </div>
    </div>
  );
}
