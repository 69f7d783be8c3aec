using System.Collections;
using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>Images as they are, as examples: four bytes for each, as there may be millions.</summary>
/// <param name="images">The images.</param>
/// <param name="numbers">The numbers of those that are examples.</param>
internal sealed class PlainExamples(IReadOnlyList<LabeledImage> images, int[] numbers) : IReadOnlyList<Example>
{
    public int Count => numbers.Length;

    public Example this[int index] => Example.Of(images[numbers[index]]);

    public IEnumerator<Example> GetEnumerator() => numbers.Select(number => Example.Of(images[number])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
