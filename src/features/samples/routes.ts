import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { getSample, keepTaken, previewDraft, takeSample } from './actions.ts'
import { presentSample } from './rules.ts'
import { PreviewAnswer, PreviewInput, SampleAnswer } from './schema.ts'

const id = z.object({ id: z.string() })

export const sampleRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/integrations/:id/sample',
    summary: 'Take the first records of the list from the vendor, to look at while mapping',
    needs: 'integrations:write',
    isCostly: true,
    params: id,
    output: SampleAnswer,
    act: null,
    ask: (ctx, input) => takeSample(ctx, input.id),
    run: async (ctx, input, taken) => {
      await keepTaken(ctx, input.id, taken)
      const { sample, load } = await getSample(ctx, input.id)
      return presentSample(sample, load)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/integrations/:id/sample',
    summary: 'The records that were taken last, for a week',
    needs: 'integrations:write',
    params: id,
    output: SampleAnswer,
    run: async (ctx, input) => {
      const { sample, load } = await getSample(ctx, input.id)
      return presentSample(sample, load)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/integrations/:id/sample/preview',
    summary: 'What a mapping and conditions make of the sample, saved or not; nothing is changed',
    needs: 'integrations:write',
    params: id,
    input: PreviewInput,
    output: PreviewAnswer,
    act: null,
    run: previewDraft,
  }),
]
