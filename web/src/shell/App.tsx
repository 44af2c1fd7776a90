import { Parley } from '@parley/sdk';
import { Component, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { personName } from '../conversations/names.ts';
import { clearDrafts } from '../messages/drafts.ts';
import { gist } from '../messages/text.ts';
import { JoinPage } from '../signin/JoinPage.tsx';
import { SignInPage } from '../signin/SignInPage.tsx';
import { browserStore, Cache } from '../state/cache.ts';
import { Talk } from '../state/talk.ts';
import { codeGiven } from '../workspaces/JoinWorkspace.tsx';
import { Announcer, announce } from './Announcer.tsx';
import { TalkContext } from './hooks.ts';
import { go, read, usePath } from './router.ts';
import { Shell } from './Shell.tsx';
import { words } from './strings.ts';

type Phase = { at: 'starting' } | { at: 'out'; ended: boolean } | { at: 'in'; talk: Talk };

/** Who is here decides what is shown. */
export function App() {
  const [phase, setPhase] = useState<Phase>({ at: 'starting' });
  const leaving = useRef(false);
  const path = usePath();

  const enter = useCallback((parley: Parley) => {
    const talk: Talk = new Talk(parley, (message) => {
      const route = read(location.pathname);
      if (route.at !== 'conversation' || route.id !== message.conversationId) return;
      const name = personName(talk.store.get(), message.userId);
      announce(words.messages.announced(name, gist(message.content ?? '')));
    });
    void talk.start();
    parley.onState((state) => {
      if (state.status !== 'signed-out') return;
      talk.stop();
      void Cache.clear();
      setPhase({ at: 'out', ended: !leaving.current });
    });
    setPhase({ at: 'in', talk });
  }, []);

  useEffect(() => {
    let stopped = false;
    Parley.resume({ baseUrl: location.origin, store: browserStore }).then(
      (parley) => {
        if (stopped) parley?.close();
        else if (parley === null) setPhase({ at: 'out', ended: false });
        else enter(parley);
      },
      () => setPhase({ at: 'out', ended: false }),
    );
    return () => {
      stopped = true;
    };
  }, [enter]);

  const leave = useCallback(async () => {
    if (phase.at !== 'in') return;
    const { talk } = phase;
    leaving.current = true;
    clearDrafts();
    go({ at: 'home' }, 'replace');
    setPhase({ at: 'out', ended: false });
    await talk.signOut();
    leaving.current = false;
  }, [phase]);

  return (
    <Fault>
      <Announcer />
      {phase.at === 'in' && (
        <TalkContext value={phase.talk}>
          <Shell onSignOut={() => void leave()} />
        </TalkContext>
      )}
      {phase.at === 'out' &&
        (read(path).at === 'join' && codeGiven() === null ? (
          <JoinPage onSignedIn={enter} />
        ) : (
          <SignInPage ended={phase.ended} onSignedIn={enter} />
        ))}
    </Fault>
  );
}

/** An accident in the app itself: said plainly, with the way on. */
class Fault extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="center fault" role="alert">
        <h1 className="title">{words.fault.title}</h1>
        <p className="soft">{words.fault.hint}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          {words.fault.reload}
        </button>
      </main>
    );
  }
}
