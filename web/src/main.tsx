import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './shell/tokens.css';
import './shell/base.css';
import './shell/shell.css';
import './conversations/conversations.css';
import './messages/messages.css';
import './messages/citing.css';
import './messages/composer.css';
import './people/people.css';
import './viewing/viewing.css';
import './connection/connection.css';
import './signin/signin.css';
import './sessions/sessions.css';
import './workspaces/workspaces.css';
import { App } from './shell/App.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('no place to stand');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
