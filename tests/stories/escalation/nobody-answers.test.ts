import { stories } from '../harness.ts';

stories('Nobody answers', (tell) => {
  tell("Ann's hook gets it; 5 minutes pass; Ben's mail gets it; 10 more, and Cleo is told", {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook: Disk full');
    await story.passes('4m59s');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.reached('ben by mail: Disk full');
    await story.passes('9m59s');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.reached('cleo by mail: Disk full');
    await story.passes('3d');
    await story.nobodyIsPaged();
    await story.explains('Nobody answered and all steps are done. Telling cleo.');
  });
});
