import { css } from 'lit';

export default css`
  .list {
    display: grid;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
  }
  .list > li {
    min-inline-size: 0;
  }
  .blank {
    display: grid;
    gap: calc(var(--_space) * 3);
    min-block-size: 128px;
    align-content: center;
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .bar {
    block-size: 14px;
  }
  .bar.short {
    inline-size: 45%;
  }
  .error {
    padding-inline: calc(var(--_space) * 4);
  }
  .more {
    display: flex;
    margin: 0 auto calc(var(--_space) * 4);
  }
`;
