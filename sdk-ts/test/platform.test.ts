import { afterEach, describe, expect, it, vi } from 'vitest';
import { Parley } from '../src/index.ts';

describe('where there is no WebSocket', () => {
  afterEach(() => vi.unstubAllGlobals());

  const nobody = { baseUrl: 'http://localhost', tenant: 't', password: 'p' };

  it('says what to do, before anyone has signed in', async () => {
    vi.stubGlobal('WebSocket', undefined);
    const asked: string[] = [];
    const fetch = async (input: string): Promise<Response> => {
      asked.push(input);
      return Response.json({});
    };
    const entrances = [
      Parley.signIn({ ...nobody, email: 'e', fetch }),
      Parley.accept({ ...nobody, invitation: 'i', fetch }),
    ];
    for (const entrance of entrances) await expect(entrance).rejects.toThrow('npm install ws');
    expect(asked).toEqual([]);
  });
});
