using CsCheck;
using Retrain.Runtime.Images;

namespace Retrain.Runtime.Tests.Images;

public sealed class BilinearResizeTests
{
    private static readonly Gen<(int Width, int Height, byte[] Rgba)> Images =
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40]).SelectMany((width, height) =>
            Gen.Byte.Array[width * height * 4].Select(rgba => (width, height, rgba)));

    [Fact]
    public void SameSizeIsTheIdentity() =>
        Images.Sample(image =>
        {
            float[] resized = Resize(image, image.Width, image.Height);
            return resized.SequenceEqual(image.Rgba.Where((_, i) => i % 4 != 3).Select(value => (float)value));
        });

    [Fact]
    public void ConstantImageStaysConstant() =>
        Gen.Select(Images, Gen.Int[1, 70], Gen.Int[1, 70]).Sample((image, width, height) =>
        {
            byte[] first = image.Rgba[..4];
            byte[] constant = [.. Enumerable.Repeat(first, image.Width * image.Height).SelectMany(rgba => rgba)];
            return Resize(image with { Rgba = constant }, width, height).Select((value, i) => value == first[i % 3]).All(same => same);
        });

    [Fact]
    public void ValuesStayInRange() =>
        Gen.Select(Images, Gen.Int[1, 70], Gen.Int[1, 70]).Sample((image, width, height) =>
            Resize(image, width, height).All(value => value is >= 0 and <= 255));

    /// <summary>The kernel as TensorFlow writes it: one pixel at a time, without kept rows and without vectors.</summary>
    [Fact]
    public void VectorsAndKeptRowsChangeNoBit() =>
        Gen.Select(Images, Gen.Int[1, 70], Gen.Int[1, 70]).Sample((image, width, height) =>
            Resize(image, width, height).SequenceEqual(ResizePixelByPixel(image, width, height)));

    [Fact]
    public void AWindowIsThePartOfTheWholeToTheBit() =>
        Gen.Select(Images, Gen.Int[1, 70], Gen.Int[1, 70], Gen.Double[0, 1].Array[4]).Sample((image, width, height, parts) =>
        {
            int left = (int)(parts[0] * (width - 1));
            int top = (int)(parts[1] * (height - 1));
            int windowWidth = 1 + (int)(parts[2] * (width - 1 - left));
            int windowHeight = 1 + (int)(parts[3] * (height - 1 - top));
            float[] whole = Resize(image, width, height);
            using PixelBuffer source = new(image.Width, image.Height);
            image.Rgba.CopyTo(source.WritableRgba);
            float[] window = new float[windowWidth * windowHeight * 3];

            BilinearResize.Resize(source, new ResizeWindow(width, height, left, top, windowWidth, windowHeight), window);

            return window.SequenceEqual(Enumerable.Range(top, windowHeight)
                .SelectMany(y => whole.AsSpan(((y * width) + left) * 3, windowWidth * 3).ToArray()));
        });

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 3)]
    public void AWindowOutsideIsAMistake(int left, int top)
    {
        using PixelBuffer source = new(2, 2);

        Should.Throw<ArgumentOutOfRangeException>(
            () => BilinearResize.Resize(source, new ResizeWindow(4, 4, left, top, 2, 2), new float[12]));
    }

    [Fact]
    public void AlphaMeansNothing() =>
        Gen.Select(Images, Gen.Byte).Sample((image, alpha) =>
        {
            byte[] other = [.. image.Rgba.Select((value, i) => i % 4 == 3 ? alpha : value)];
            return Resize(image, 17, 23).SequenceEqual(Resize(image with { Rgba = other }, 17, 23));
        });

    [Fact]
    public void PixelsLieAtMultiplesOfTheScale()
    {
        byte[] rgba = [0, 0, 0, 0, 100, 10, 1, 0, 200, 20, 2, 0]; // 3 x 1

        float[] resized = Resize((3, 1, rgba), 6, 1);

        resized.Where((_, i) => i % 3 == 0).ShouldBe([0f, 50f, 100f, 150f, 200f, 200f]);
    }

    [Fact]
    public void DestinationOfAnotherLengthIsAMistake()
    {
        using PixelBuffer source = new(2, 2);

        Should.Throw<ArgumentOutOfRangeException>(() => BilinearResize.Resize(source, 4, 4, new float[47]));
    }

    private static float[] Resize((int Width, int Height, byte[] Rgba) image, int width, int height)
    {
        using PixelBuffer source = new(image.Width, image.Height);
        image.Rgba.CopyTo(source.WritableRgba);
        float[] destination = new float[width * height * 3];
        BilinearResize.Resize(source, width, height, destination);
        return destination;
    }

    private static float[] ResizePixelByPixel((int Width, int Height, byte[] Rgba) image, int width, int height)
    {
        float[] result = new float[width * height * 3];
        float scaleX = image.Width / (float)width;
        float scaleY = image.Height / (float)height;
        for (int i = 0; i < result.Length; i++)
        {
            (int x, int y, int channel) = (i / 3 % width, i / 3 / width, i % 3);
            (int left, int top) = ((int)MathF.Floor(x * scaleX), (int)MathF.Floor(y * scaleY));
            (int right, int bottom) = (Math.Min(left + 1, image.Width - 1), Math.Min(top + 1, image.Height - 1));
            (float weightX, float weightY) = ((x * scaleX) - left, (y * scaleY) - top);
            float At(int column, int row) => image.Rgba[(((row * image.Width) + column) * 4) + channel];
            float upper = At(left, top) + ((At(right, top) - At(left, top)) * weightX);
            float lower = At(left, bottom) + ((At(right, bottom) - At(left, bottom)) * weightX);
            result[i] = upper + ((lower - upper) * weightY);
        }

        return result;
    }
}
